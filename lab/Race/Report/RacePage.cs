using System.Globalization;
using System.Net;
using System.Text;

namespace LearnLoadBalancer.Lab.Race.Report;

/// <summary>The race as one page with charts. It needs no network and no script.</summary>
internal static class RacePage
{
    public static string Write(RaceReport report)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Race of the policies, {(report.Live is null ? "" : "live, ")}seed {report.Seed}</title>
            <style>{RaceStyle.Css}</style>
            </head>
            <body>
            <h1>Race of the policies</h1>
            <p class="dim">{Text(RaceText.Heading(report))}</p>

            """);
        foreach (RaceHeat heat in report.Heats)
        {
            Heat(page, report, heat);
        }

        page.Append("<h2>How to read it</h2>\n<ul class=\"dim\">\n");
        foreach (string note in RaceText.Notes(report))
        {
            page.Append(CultureInfo.InvariantCulture, $"<li>{Text(note)}</li>\n");
        }

        return page.Append("</ul>\n</body>\n</html>\n").ToString();
    }

    private static void Heat(StringBuilder page, RaceReport report, RaceHeat heat)
    {
        page.Append(CultureInfo.InvariantCulture, $"""
            <h2 id="{heat.Scenario.Key}">{Text(heat.Scenario.Title)}</h2>
            <p>{Text(heat.Scenario.Story)} <span class="dim">{Text(RaceText.Load(report, heat))}</span></p>

            """);
        Table(page, heat, isLive: report.Live is not null);
        foreach (string remark in RaceText.LiveRemarks(report, heat))
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"dim\">{Text(remark)}</p>\n");
        }

        page.Append("<h3>Requests per backend</h3>\n<p class=\"key\">");
        foreach ((int server, RaceServer one) in heat.Scenario.Servers.Index())
        {
            Key(page, $"s{server % RaceCharts.Colours}", Describe(one));
        }

        page.Append(CultureInfo.InvariantCulture, $"</p>\n<div class=\"wide\">{RaceCharts.Requests(heat)}</div>\n<h3>Latency</h3>\n<p class=\"key\">");
        Key(page, "p50", "p50");
        Key(page, "p99", "p99");
        Key(page, "p999", "p99.9");
        page.Append(CultureInfo.InvariantCulture, $"</p>\n<div class=\"wide\">{RaceCharts.Latencies(heat)}</div>\n<h3>Requests in flight over time, at each backend</h3>\n<div class=\"small\">\n");
        foreach (RaceResult result in heat.Results)
        {
            page.Append(CultureInfo.InvariantCulture, $"<div><h3>{Text(result.Racer.Name)}</h3>{RaceCharts.InFlight(heat, result)}</div>\n");
        }

        page.Append("</div>\n");
    }

    /// <summary>Only live can a request fail in another way than by a queue or a clock.</summary>
    private static void Table(StringBuilder page, RaceHeat heat, bool isLive)
    {
        page.Append("<table>\n");
        Row(page, "th", ["Policy", .. heat.Scenario.Servers.Select(server => server.Name), "Peak in flight", "p50 ms", "p99 ms", "p99.9 ms", "Refused", "Given up", .. isLive ? ["Failed"] : (string[])[]]);
        foreach (RaceResult result in heat.Results)
        {
            Row(page, "td",
            [
                result.Racer.Name,
                .. result.Requests.Select(RaceText.Count),
                RaceText.Count(result.Peak),
                .. RaceText.Shares.Select(share => RaceText.Milliseconds(result.Percentile(share))),
                RaceText.Count(result.Refused),
                RaceText.Count(result.TimedOut),
                .. isLive ? [RaceText.Count(result.Failed)] : (string[])[],
            ]);
        }

        page.Append("</table>\n");
    }

    private static void Row(StringBuilder page, string cell, IEnumerable<string> values) =>
        page.Append("<tr>").AppendJoin("", values.Select(value => $"<{cell}>{Text(value)}</{cell}>")).Append("</tr>\n");

    private static void Key(StringBuilder page, string colour, string meaning) =>
        page.Append(CultureInfo.InvariantCulture, $"<span><svg viewBox=\"0 0 12 12\"><rect class=\"{colour}\" width=\"12\" height=\"12\"/></svg>{Text(meaning)}</span> ");

    private static string Describe(RaceServer server) => string.Create(
        CultureInfo.InvariantCulture, $"{server.Name}: speed {server.Speed}, weight {server.Weight}{(server.Stalls ? ", stalls" : "")}");

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
