namespace LearnLoadBalancer.Lab.Pages;

/// <summary>
/// A report as one file that needs nothing else: no network, no script, the style inside it. All reports of the lab are
/// such pages, and look alike, in the light and in the dark.
/// </summary>
internal static class HtmlPage
{
    /// <summary>The style of all. A report adds what only it has, with the same colours.</summary>
    private const string Style = """
        :root { color-scheme: light dark; --ink: #1c2430; --dim: #667085; --line: #d5dbe3; --back: #fff; --soft: #f5f7fa;
          --good: #1a7f4b; --bad: #c5221f; --unsure: #9a6700; --blue: #2563b0; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --dim: #98a2b3; --line: #39424f; --back: #14181f; --soft: #1c222b;
          --good: #4cc38a; --bad: #ff7b72; --unsure: #e0a53a; --blue: #6cb0ff; } }
        body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--back); max-width: 1080px; margin: 2em auto; padding: 0 1.2em; }
        h1 { font-size: 1.5em; margin-bottom: .2em; } h2 { font-size: 1.2em; margin: 1.6em 0 .3em; } h3 { font-size: .9em; color: var(--dim); margin: 1em 0 .2em; }
        small, .dim { color: var(--dim); } .bad { color: var(--bad); font-weight: 600; }
        table { border-collapse: collapse; font-size: .85em; display: block; overflow-x: auto; margin: .6em 0; }
        th, td { border-bottom: 1px solid var(--line); padding: .2em .7em; text-align: right; } th:first-child, td:first-child { text-align: left; }
        svg text { font: 11px system-ui, sans-serif; fill: var(--dim); } .tick { stroke: var(--line); }

        """;

    /// <summary>The whole file.</summary>
    /// <param name="title">For the browser's tab.</param>
    /// <param name="style">What only this report has.</param>
    /// <param name="body">Its parts, from top to bottom.</param>
    public static string Write(string title, string style, IEnumerable<Html> body) => Html.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{title}</title>
        <style>
        {new Html(Style + style)}
        </style>
        </head>
        <body>
        {Html.Join(body)}</body>
        </html>

        """).Markup;

    /// <summary>A table of figures.</summary>
    public static Html Table(IEnumerable<string> headings, IEnumerable<IEnumerable<string>> rows) => Html.Of($"""
        <table>
        {Row("th", headings)}{Html.Join(rows.Select(row => Row("td", row)))}</table>

        """);

    private static Html Row(string cell, IEnumerable<string> values)
    {
        var tag = new Html(cell);
        return Html.Of($"<tr>{Html.Join(values.Select(value => Html.Of($"<{tag}>{value}</{tag}>")))}</tr>\n");
    }
}
