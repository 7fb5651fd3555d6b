using System.Globalization;
using System.Net;
using System.Text;
using LearnLoadBalancer.Lab.Bench.Figures;
using LearnLoadBalancer.Lab.Bench.Machine;

namespace LearnLoadBalancer.Lab.Bench.Report;

/// <summary>The report as one HTML file that needs nothing else: style and charts are inside it.</summary>
internal static class HtmlReport
{
    private const string Style =
        """
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff; }
        table { border-collapse: collapse; margin: 1rem 0; font-size: .85rem; display: block; overflow-x: auto; }
        th, td { border-bottom: 1px solid #ccc; padding: .3rem .6rem; text-align: right; }
        th:first-child, td:first-child { text-align: left; }
        .load, .note { color: #555; }
        .chart { display: grid; grid-template-columns: 8rem 1fr; gap: .3rem .6rem; max-width: 44rem; }
        .bar { background: #9aa8b5; color: #000; padding: 0 .4rem; white-space: nowrap; }
        .ours { background: #6cb38b; }
        .missed { color: #a00; font-weight: bold; }
        @media (prefers-color-scheme: dark) {
          body { color: #ddd; background: #1b1b1b; }
          .load, .note { color: #aaa; }
          .missed { color: #f77; }
        }
        """;

    /// <summary>Writes the file's text.</summary>
    public static string Write(BenchReport report)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Benchmark</title>\n<style>\n{Style}\n</style>\n");
        html.Append("<h1>LearnLoadBalancer: benchmark</h1>\n");
        Paragraph(html, "", $"{report.Machine.Time}. {report.Machine.Processor}, {report.Machine.Cores} cores. {report.Machine.Platform}. {report.Machine.Runtime}. {report.Method}");
        Table(html, ["Proxy", "What it is"], report.Contestants.Select(contestant => new[] { contestant.Key, contestant.Description }));
        if (report.Targets.Count > 0)
        {
            html.Append("<h2>Goals</h2>\n");
            Table(html, ["Level", "Scenario", "Figure", "Limit", "Measured", ""], report.Targets.Select(result => new[]
            {
                result.Target.Level, result.Target.Scenario, result.Target.Figure.Heading, result.Target.Words,
                Text.Ratio(result.Value), result.Reached ? "reached" : "missed",
            }));
        }

        foreach (ScenarioResult scenario in report.Scenarios)
        {
            Scenario(html, scenario);
        }

        html.Append("<h2>Notes</h2>\n");
        foreach (string note in report.Notes)
        {
            Paragraph(html, "note", note);
        }

        foreach (InstallHint hint in report.Missing)
        {
            Paragraph(html, "note", $"Missing: {hint.Tool.Title}: {hint.Purpose}. Debian and Ubuntu: {hint.Tool.Remedy.Linux}. macOS: {hint.Tool.Remedy.MacOs}. Windows: {hint.Tool.Remedy.Windows}.");
        }

        return html.Append("</html>\n").ToString();
    }

    private static void Scenario(StringBuilder html, ScenarioResult scenario)
    {
        html.Append(CultureInfo.InvariantCulture, $"<h2>{WebUtility.HtmlEncode(scenario.Title)}</h2>\n");
        Paragraph(html, "load", $"Load: {scenario.Load}.");
        html.Append(BarChart.Write(scenario.Main, scenario.Results));
        IReadOnlyList<ProxyResult> references = scenario.ReferencesHere;
        Table(
            html,
            [.. scenario.Columns.Select(column => column.Heading).Prepend("").Concat(references.Select(reference => $"x {reference.Proxy}"))],
            scenario.Results.Select(result => (string[])
            [
                result.Proxy,
                .. scenario.Columns.Select(column => Text.Value(column, result.Medians[column])),
                .. references.Select(reference => Text.Ratio(Statistics.Ratio(result.Medians[scenario.Main], reference.Medians[scenario.Main]))),
            ]));
        foreach (ProxyResult failed in scenario.Results.Where(result => result.Failure is not null))
        {
            Paragraph(html, "missed", $"{failed.Proxy} was given up: {failed.Failure}");
        }
    }

    private static void Paragraph(StringBuilder html, string kind, string text) =>
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"{kind}\">{WebUtility.HtmlEncode(text)}</p>\n");

    private static void Table(StringBuilder html, string[] headings, IEnumerable<string[]> rows)
    {
        html.Append("<table>\n");
        Row(html, "th", headings);
        foreach (string[] row in rows)
        {
            Row(html, "td", row);
        }

        html.Append("</table>\n");
    }

    private static void Row(StringBuilder html, string cell, string[] values) =>
        html.Append("<tr>").AppendJoin("", values.Select(value => $"<{cell}>{WebUtility.HtmlEncode(value)}</{cell}>")).Append("</tr>\n");
}
