using LearnLoadBalancer.Lab.Bench.Figures;
using LearnLoadBalancer.Lab.Bench.Machine;
using Spectre.Console;

namespace LearnLoadBalancer.Lab.Bench.Report;

/// <summary>The report on the terminal: a table for each scenario.</summary>
internal sealed class ConsoleReport(IAnsiConsole console)
{
    /// <summary>Where the terminal is narrower, the ratios are left out: they are in the HTML page.</summary>
    private const int WidthForRatios = 110;

    public void Write(BenchReport report)
    {
        console.WriteLine();
        console.WriteLine($"{report.Machine.Processor}, {report.Machine.Cores} cores, {report.Machine.Platform}, {report.Machine.Runtime}");
        console.WriteLine(report.Method);
        foreach (Contestant contestant in report.Contestants)
        {
            console.WriteLine($"  {contestant.Key}: {contestant.Description}");
        }

        foreach (ScenarioResult scenario in report.Scenarios)
        {
            WriteScenario(scenario);
        }

        WriteTargets(report.Targets);
        foreach (string note in report.Notes)
        {
            console.WriteLine(note);
        }

        foreach (InstallHint hint in report.Missing)
        {
            console.WriteLine($"Missing: {hint.Tool.Title}: {hint.Purpose}. To install it: {hint.Tool.Remedy.Here}");
        }
    }

    private void WriteScenario(ScenarioResult scenario)
    {
        console.WriteLine();
        console.WriteLine(scenario.Title);
        console.WriteLine($"Load: {scenario.Load}");

        Table table = new Table().Border(TableBorder.Simple).AddColumn("");
        foreach (Figure column in scenario.Columns)
        {
            AddColumn(table, $"{column.Title}\n{column.Unit}");
        }

        IReadOnlyList<ProxyResult> references = console.Profile.Width < WidthForRatios ? [] : scenario.ReferencesHere;
        foreach (ProxyResult reference in references)
        {
            AddColumn(table, $"x {reference.Proxy}");
        }

        foreach (ProxyResult result in scenario.Results)
        {
            IEnumerable<string> values = scenario.Columns.Select(column => Text.Value(column, result.Medians[column]));
            IEnumerable<string> ratios = references.Select(
                reference => Text.Ratio(Statistics.Ratio(result.Medians[scenario.Main], reference.Medians[scenario.Main])));
            table.AddRow([.. values.Concat(ratios).Prepend(result.Proxy).Select(cell => new Spectre.Console.Text(cell))]);
        }

        console.Write(table);
        foreach (ProxyResult failed in scenario.Results.Where(result => result.Failure is not null))
        {
            console.WriteLine($"{failed.Proxy} was given up: {failed.Failure}");
        }
    }

    private static void AddColumn(Table table, string heading) =>
        table.AddColumn(new TableColumn(new Spectre.Console.Text(heading)) { Padding = new Padding(1, 0, 0, 0), Alignment = Justify.Right });

    private void WriteTargets(IReadOnlyList<TargetResult> targets)
    {
        if (targets.Count == 0)
        {
            return;
        }

        console.WriteLine();
        Table table = new Table().Border(TableBorder.Simple).AddColumns("Goal", "Scenario", "Figure", "Limit", "Measured", "");
        foreach (TargetResult result in targets)
        {
            Target target = result.Target;
            table.AddRow(
                target.Level, target.Scenario, target.Figure.Heading, target.Words, Text.Ratio(result.Value), result.Reached ? "reached" : "MISSED");
        }

        console.Write(table);
    }
}
