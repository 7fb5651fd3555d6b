using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Pages;

namespace LearnLoadBalancer.Lab.Checking.Reporting;

/// <summary>A run as one page: per check what it found, and what happened on a time line.</summary>
internal static class HtmlReport
{
    private const int EventsListed = 300;

    public static string Write(RunReport report) => HtmlPage.Write($"Level {report.Level}: {report.Program}", HtmlStyle.Css, Body(report));

    private static IEnumerable<Html> Body(RunReport report)
    {
        yield return Html.Of($"""
            <h1>Level {report.Level}: <code>{report.Program}</code></h1>
            <p class="sum">{Word(report.Verdict)}
            {report.Passed} passed, {report.Failed} failed, {report.CouldNotTell} could not be told &middot;
            {OutcomeText.Seconds(report.Duration)} &middot; seed {report.Seed} &middot; health interval {report.Interval.TotalSeconds:0.#} s{Kind(report)}
            &middot; {report.Started:yyyy-MM-dd HH:mm}</p>
            <p class="legend">{Html.Join(TimelineSvg.Marks.Select(Legend))}</p>

            """);
        foreach (IGrouping<int, CheckOutcome> level in report.Outcomes.GroupBy(outcome => outcome.Check.Level))
        {
            yield return Html.Of($"<h2>Level {level.Key}</h2>\n{Html.Join(level.Select(Check))}");
        }
    }

    private static Html Check(CheckOutcome outcome) => Html.Of($"""
        <details{(outcome.Verdict == Verdict.Failed ? " open" : "")} class="check" id="{outcome.Check.Id}">
        <summary>{Word(outcome.Verdict)} {outcome.Check.Title}
        <small>{outcome.Check.Id} &middot; {OutcomeText.Seconds(outcome.Duration)}{(outcome.Note is null ? Html.None : Html.Of($" &middot; {outcome.Note}"))}</small></summary>
        {Html.Join(Details(outcome))}</details>

        """);

    private static IEnumerable<Html> Details(CheckOutcome outcome)
    {
        if (outcome.Cause is { } cause)
        {
            yield return Html.Of($"<p class=\"verdict\"><code>{cause}</code></p>\n");
        }

        if (outcome.Verdict == Verdict.Failed)
        {
            yield return Html.Of($"<p class=\"verdict\">Expected <b>{outcome.Expected}</b>; came <b>{outcome.Came}</b>.</p>\n");
        }
        else if (outcome.Reason is { } reason)
        {
            yield return Html.Of($"<p class=\"verdict\">{reason}</p>\n");
        }

        if (outcome.Steps.Count > 0)
        {
            yield return Html.Of($"<ol>{Html.Join(outcome.Steps.Select(step => Html.Of($"<li>{step}</li>")))}</ol>\n");
        }

        if (outcome.Timeline.Count > 0)
        {
            yield return TimelineSvg.Draw(outcome.Timeline);
            yield return Events(outcome);
        }

        if (outcome.Verdict != Verdict.Passed && OutcomeText.IsAboutTheProgram(outcome))
        {
            yield return Html.Of($"""
                <div class="beside">
                {Block("Sent", outcome.Evidence.Sent)}{Block("Received", outcome.Evidence.Received)}
                {Block("What the program printed last", outcome.ProgramOutput.Count == 0 ? "(nothing)" : string.Join('\n', outcome.ProgramOutput))}
                </div>
                {Block("The same by hand, with your backends as in the steps above", outcome.Evidence.ByHand is { } lines ? string.Join('\n', lines) : null)}
                <p class="hint"><b>Hint.</b> {outcome.Hint} Read <code>{outcome.Chapter}</code>.</p>

                """);
        }
    }

    private static Html Events(CheckOutcome outcome)
    {
        TimeSpan began = outcome.Timeline[0].At;
        IEnumerable<Html> rows = outcome.Timeline.Take(EventsListed).Select(one => Html.Of(
            $"<tr><td>{(one.At - began).TotalSeconds:0.000} s</td><td>{one.Lane}</td><td class=\"{one.Kind.ToString().ToLowerInvariant()}\">{one.Text}</td></tr>\n"));
        Html more = outcome.Timeline.Count > EventsListed
            ? Html.Of($"<tr><td></td><td></td><td>… and {outcome.Timeline.Count - EventsListed:N0} more</td></tr>\n")
            : Html.None;
        return Html.Of($"<details><summary>{outcome.Timeline.Count:N0} events</summary><table class=\"events\">\n{Html.Join(rows)}{more}</table></details>\n");
    }

    private static Html Block(string title, string? text) =>
        text is null ? Html.None : Html.Of($"<section><h3>{title}</h3><pre>{text}</pre></section>\n");

    private static Html Legend((EventKind Kind, Html Shape, string Meaning) mark) =>
        Html.Of($"<span><svg width=\"14\" height=\"14\" viewBox=\"-7 -7 14 14\">{mark.Shape}</svg>{mark.Meaning}</span> ");

    private static Html Kind(RunReport report) =>
        report.Kind is { } kind ? Html.Of($" &middot; it balances {kind.ToString().ToLowerInvariant()}") : Html.None;

    private static Html Word(Verdict verdict)
    {
        string kind = verdict switch
        {
            Verdict.Passed => "passed",
            Verdict.Failed => "failed",
            _ => "untold",
        };
        return Html.Of($"<span class=\"{kind}\">{OutcomeText.Word(verdict)}</span>");
    }
}
