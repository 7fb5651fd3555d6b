using LearnLoadBalancer.Lab.Bench.Figures;
using LearnLoadBalancer.Lab.Bench.Machine;
using LearnLoadBalancer.Lab.Pages;

namespace LearnLoadBalancer.Lab.Bench.Report;

/// <summary>The report as a page, with charts.</summary>
internal static class HtmlReport
{
    private const string Style = """
        .chart { display: grid; grid-template-columns: 8rem 1fr; gap: .3rem .6rem; max-width: 44rem; }
        .bar { background: #9aa8b5; color: #000; padding: 0 .4rem; white-space: nowrap; }
        .ours { background: #6cb38b; }
        """;

    /// <summary>Writes the file's text.</summary>
    public static string Write(BenchReport report) => HtmlPage.Write("Benchmark", Style, Body(report));

    private static IEnumerable<Html> Body(BenchReport report)
    {
        yield return Html.Of($"""
            <h1>LearnLoadBalancer: benchmark</h1>
            <p>{report.Machine.Time}. {report.Machine.Processor}, {report.Machine.Cores} cores. {report.Machine.Platform}. {report.Machine.Runtime}. {report.Method}</p>

            """);
        yield return HtmlPage.Table(["Proxy", "What it is"], report.Contestants.Select(contestant => new[] { contestant.Key, contestant.Description }));
        if (report.Targets.Count > 0)
        {
            yield return Html.Of($"<h2>Goals</h2>\n");
            yield return HtmlPage.Table(["Level", "Scenario", "Figure", "Limit", "Measured", ""], report.Targets.Select(result => new[]
            {
                result.Target.Level, result.Target.Scenario, result.Target.Figure.Heading, result.Target.Words,
                Text.Ratio(result.Value), result.Reached ? "reached" : "missed",
            }));
        }

        foreach (ScenarioResult scenario in report.Scenarios)
        {
            yield return Scenario(scenario);
        }

        yield return Html.Of($"<h2>Notes</h2>\n");
        foreach (string note in report.Notes.Concat(report.Missing.Select(Missing)))
        {
            yield return Html.Of($"<p class=\"dim\">{note}</p>\n");
        }
    }

    private static string Missing(InstallHint hint) =>
        $"Missing: {hint.Tool.Title}: {hint.Purpose}. Debian and Ubuntu: {hint.Tool.Remedy.Linux}. macOS: {hint.Tool.Remedy.MacOs}. Windows: {hint.Tool.Remedy.Windows}.";

    private static Html Scenario(ScenarioResult scenario)
    {
        IReadOnlyList<ProxyResult> references = scenario.ReferencesHere;
        Html table = HtmlPage.Table(
            [.. scenario.Columns.Select(column => column.Heading).Prepend("").Concat(references.Select(reference => $"x {reference.Proxy}"))],
            scenario.Results.Select(result => (string[])
            [
                result.Proxy,
                .. scenario.Columns.Select(column => Text.Value(column, result.Medians[column])),
                .. references.Select(reference => Text.Ratio(Statistics.Ratio(result.Medians[scenario.Main], reference.Medians[scenario.Main]))),
            ]));
        IEnumerable<Html> failures = scenario.Results
            .Where(result => result.Failure is not null)
            .Select(failed => Html.Of($"<p class=\"bad\">{failed.Proxy} was given up: {failed.Failure}</p>\n"));
        return Html.Of($"""
            <h2>{scenario.Title}</h2>
            <p class="dim">Load: {scenario.Load}.</p>
            {BarChart.Write(scenario.Main, scenario.Results)}{table}{Html.Join(failures)}
            """);
    }
}
