using System.Globalization;
using System.Net;
using System.Text;

namespace LearnLoadBalancer.Lab.Checking.Reporting;

/// <summary>A run as one page: per check what it found, and what happened on a time line. It needs no network and no script.</summary>
internal static class HtmlReport
{
    private const int EventsListed = 300;

    public static string Write(RunReport report)
    {
        var page = new StringBuilder();
        string program = Text(report.Program);
        page.Append(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Level {report.Level}: {program}</title>
            <style>{HtmlStyle.Css}</style>
            </head>
            <body>
            <h1>Level {report.Level}: <code>{program}</code></h1>
            <p class="sum"><span class="{Class(report.Verdict)}">{OutcomeText.Word(report.Verdict)}</span>
            {report.Passed} passed, {report.Failed} failed, {report.CouldNotTell} could not be told &middot;
            {OutcomeText.Seconds(report.Duration)} &middot; seed {report.Seed} &middot; health interval {report.Interval.TotalSeconds:0.#} s{Kind(report)}
            &middot; {report.Started:yyyy-MM-dd HH:mm}</p>
            {Legend()}

            """);
        foreach (IGrouping<int, CheckOutcome> level in report.Outcomes.GroupBy(outcome => outcome.Check.Level))
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"<h2>Level {level.Key}</h2>");
            foreach (CheckOutcome outcome in level)
            {
                Check(page, outcome);
            }
        }

        return page.AppendLine("</body>").AppendLine("</html>").ToString();
    }

    /// <summary>Text that can stand anywhere in a page.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(text);

    private static void Check(StringBuilder page, CheckOutcome outcome)
    {
        string open = outcome.Verdict == Verdict.Failed ? " open" : "";
        page.AppendLine(CultureInfo.InvariantCulture, $"""
            <details{open} class="check" id="{outcome.Check.Id}">
            <summary><span class="{Class(outcome.Verdict)}">{OutcomeText.Word(outcome.Verdict)}</span> {Text(outcome.Check.Title)}
            <small>{outcome.Check.Id} &middot; {OutcomeText.Seconds(outcome.Duration)}{(outcome.Note is null ? "" : " &middot; " + Text(outcome.Note))}</small></summary>
            """);
        if (outcome.Verdict == Verdict.Failed)
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"<p class=\"verdict\">Expected <b>{Text(outcome.Expected!)}</b>; came <b>{Text(outcome.Came!)}</b>.</p>");
        }
        else if (outcome.Reason is { } reason)
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"<p class=\"verdict\">{Text(reason)}</p>");
        }

        if (outcome.Steps.Count > 0)
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"<ol>{string.Concat(outcome.Steps.Select(step => $"<li>{Text(step)}</li>"))}</ol>");
        }

        if (outcome.Timeline.Count > 0)
        {
            page.AppendLine(TimelineSvg.Draw(outcome.Timeline));
            Events(page, outcome);
        }

        if (outcome.Verdict != Verdict.Passed && outcome.Steps.Count > 0)
        {
            page.AppendLine("<div class=\"beside\">");
            Block(page, "Sent", outcome.Evidence.Sent);
            Block(page, "Received", outcome.Evidence.Received);
            Block(page, "What the program printed last", outcome.ProgramOutput.Count == 0 ? "(nothing)" : string.Join('\n', outcome.ProgramOutput));
            page.AppendLine("</div>");
            Block(page, "The same by hand, with your backends as in the steps above", outcome.Evidence.Curl);
            page.AppendLine(CultureInfo.InvariantCulture, $"<p class=\"hint\"><b>Hint.</b> {Text(outcome.Check.Hint)} Read <code>{Text(outcome.Check.Chapter)}</code>.</p>");
        }

        page.AppendLine("</details>");
    }

    private static void Events(StringBuilder page, CheckOutcome outcome)
    {
        TimeSpan began = outcome.Timeline[0].At;
        page.AppendLine(CultureInfo.InvariantCulture, $"<details><summary>{outcome.Timeline.Count:N0} events</summary><table>");
        foreach (var one in outcome.Timeline.Take(EventsListed))
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"<tr><td>{(one.At - began).TotalSeconds:0.000} s</td><td>{one.Lane}</td><td class=\"{one.Kind.ToString().ToLowerInvariant()}\">{Text(one.Text)}</td></tr>");
        }

        if (outcome.Timeline.Count > EventsListed)
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"<tr><td></td><td></td><td>… and {outcome.Timeline.Count - EventsListed:N0} more</td></tr>");
        }

        page.AppendLine("</table></details>");
    }

    private static void Block(StringBuilder page, string title, string? text)
    {
        if (text is not null)
        {
            page.AppendLine(CultureInfo.InvariantCulture, $"<section><h4>{title}</h4><pre>{Text(text)}</pre></section>");
        }
    }

    private static string Legend() => "<p class=\"legend\">" + string.Concat(TimelineSvg.Marks.Select(mark =>
        $"<span><svg width=\"14\" height=\"14\" viewBox=\"-7 -7 14 14\">{mark.Shape}</svg>{mark.Meaning}</span> ")) + "</p>";

    private static string Kind(RunReport report) => report.Kind is { } kind ? $" &middot; it balances {kind.ToString().ToLowerInvariant()}" : "";

    private static string Class(Verdict verdict) => verdict switch
    {
        Verdict.Passed => "passed",
        Verdict.Failed => "failed",
        _ => "untold",
    };
}
