using LearnLoadBalancer.Lab.Pages;

namespace LearnLoadBalancer.Lab.Race.Report;

/// <summary>The race as one page with charts.</summary>
internal static class RacePage
{
    public static string Write(RaceReport report) => HtmlPage.Write(
        $"Race of the policies, {(report.Live is null ? "" : "live, ")}seed {report.Seed}", RaceStyle.Css, Body(report));

    private static IEnumerable<Html> Body(RaceReport report)
    {
        yield return Html.Of($"""
            <h1>Race of the policies</h1>
            <p class="dim">{RaceText.Heading(report)}</p>

            """);
        foreach (RaceHeat heat in report.Heats)
        {
            yield return Heat(report, heat);
        }

        yield return Html.Of($"""
            <h2>How to read it</h2>
            <ul class="dim">
            {Html.Join(RaceText.Notes(report).Select(note => Html.Of($"<li>{note}</li>\n")))}</ul>

            """);
    }

    private static Html Heat(RaceReport report, RaceHeat heat) => Html.Of($"""
        <h2 id="{heat.Scenario.Key}">{heat.Scenario.Title}</h2>
        <p>{heat.Scenario.Story} <span class="dim">{RaceText.Load(report, heat)}</span></p>
        {Table(heat, isLive: report.Live is not null)}{Html.Join(RaceText.LiveRemarks(report, heat).Select(remark => Html.Of($"<p class=\"dim\">{remark}</p>\n")))}
        <h3>Requests per backend</h3>
        <p class="key">{Html.Join(heat.Scenario.Servers.Index().Select(server => Key($"s{server.Index % RaceCharts.Colours}", Describe(server.Item))))}</p>
        <div class="wide">{RaceCharts.Requests(heat)}</div>
        <h3>Latency</h3>
        <p class="key">{Key("p50", "p50")}{Key("p99", "p99")}{Key("p999", "p99.9")}</p>
        <div class="wide">{RaceCharts.Latencies(heat)}</div>
        <h3>Requests in flight over time, at each backend</h3>
        <div class="small">
        {Html.Join(heat.Results.Select(result => Html.Of($"<div><h3>{result.Racer.Name}</h3>{RaceCharts.InFlight(heat, result)}</div>\n")))}</div>

        """);

    /// <summary>Only live can a request fail in another way than by a queue or a clock.</summary>
    private static Html Table(RaceHeat heat, bool isLive) => HtmlPage.Table(
        ["Policy", .. heat.Scenario.Servers.Select(server => server.Name), "Peak in flight", "p50 ms", "p99 ms", "p99.9 ms", "Refused", "Given up", .. isLive ? ["Failed"] : (string[])[]],
        heat.Results.Select(result => (string[])
        [
            result.Racer.Name,
            .. result.Requests.Select(RaceText.Count),
            RaceText.Count(result.Peak),
            .. RaceText.Shares.Select(share => RaceText.Milliseconds(result.Percentile(share))),
            RaceText.Count(result.Refused),
            RaceText.Count(result.TimedOut),
            .. isLive ? [RaceText.Count(result.Failed)] : (string[])[],
        ]));

    private static Html Key(string colour, string meaning) =>
        Html.Of($"<span><svg viewBox=\"0 0 12 12\"><rect class=\"{colour}\" width=\"12\" height=\"12\"/></svg>{meaning}</span> ");

    private static string Describe(RaceServer server) => FormattableString.Invariant(
        $"{server.Name}: speed {server.Speed}, weight {server.Weight}{(server.Stalls ? ", stalls" : "")}");
}
