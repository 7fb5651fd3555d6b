using Spectre.Console;

namespace LearnLoadBalancer.Lab.Race.Report;

/// <summary>The race on the terminal: a table for each scenario, with the policies below each other.</summary>
internal sealed class RaceTable(IAnsiConsole console)
{
    /// <summary>More servers than that are told by the least and the most that one got.</summary>
    private const int ServersShown = 4;

    private const int SparkWidth = 24;

    public void Write(RaceReport report)
    {
        foreach (RaceHeat heat in report.Heats)
        {
            console.WriteLine();
            console.WriteLine($"{heat.Scenario.Title} ({heat.Scenario.Key})");
            console.WriteLine(heat.Scenario.Story);
            console.WriteLine(RaceText.Load(report, heat));
            console.Write(TableOf(heat));
            foreach (string remark in RaceText.LiveRemarks(report, heat))
            {
                console.WriteLine(remark);
            }
        }

        foreach (string note in RaceText.Notes(report))
        {
            console.WriteLine(note);
        }
    }

    private static Table TableOf(RaceHeat heat)
    {
        bool each = heat.Scenario.Servers.Count <= ServersShown;
        Table table = new Table().Border(TableBorder.Simple).AddColumn("policy");
        foreach (string heading in each ? heat.Scenario.Servers.Select(server => server.Name) : ["least", "most"])
        {
            AddNumber(table, heading);
        }

        table.AddColumn(new TableColumn(new Text("in flight")) { NoWrap = true });
        foreach (string heading in (string[])["peak", "p50 ms", "p99", "p99.9", "errors"])
        {
            AddNumber(table, heading);
        }

        int most = heat.Results.Max(result => result.Peak);
        foreach (RaceResult result in heat.Results)
        {
            IEnumerable<int> requests = each ? result.Requests : [result.Requests.Min(), result.Requests.Max()];
            string[] cells =
            [
                result.Racer.Name,
                .. requests.Select(RaceText.Count),
                RaceText.Spark(result.Busiest, SparkWidth, most),
                RaceText.Count(result.Peak),
                .. RaceText.Shares.Select(share => RaceText.Milliseconds(result.Percentile(share))),
                RaceText.Count(result.Errors),
            ];
            table.AddRow([.. cells.Select(cell => new Text(cell))]);
        }

        return table;
    }

    private static void AddNumber(Table table, string heading) =>
        table.AddColumn(new TableColumn(new Text(heading)) { Padding = new Padding(1, 0, 0, 0), Alignment = Justify.Right, NoWrap = true });
}
