namespace LearnLoadBalancer.Lab.Race.Report;

/// <summary>The style of the page, inside it: nothing is loaded from anywhere.</summary>
internal static class RaceStyle
{
    /// <summary>Okabe and Ito's colours, which people with any kind of colour vision can tell apart, and a few more.</summary>
    private static readonly string[] Palette =
        ["#e69f00", "#56b4e9", "#009e73", "#cc79a7", "#0072b2", "#d55e00", "#b8a800", "#999999", "#7e57c2", "#8d6e63"];

    public static string Css { get; } =
        """
        :root { color-scheme: light dark; --ink: #1c2430; --dim: #667085; --line: #d5dbe3; --back: #fff; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --dim: #98a2b3; --line: #39424f; --back: #14181f; } }
        body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--back); max-width: 1080px; margin: 2em auto; padding: 0 1.2em; }
        h1 { font-size: 1.5em; } h2 { font-size: 1.2em; margin: 2em 0 .2em; } h3 { font-size: .9em; color: var(--dim); margin: 1em 0 .2em; }
        .dim, .key { color: var(--dim); } .key { font-size: .85em; } .key span { margin-right: 1em; white-space: nowrap; } .key svg { width: 12px; height: 12px; vertical-align: -1px; margin-right: .3em; }
        table { border-collapse: collapse; font-size: .85em; display: block; overflow-x: auto; }
        th, td { border-bottom: 1px solid var(--line); padding: .2em .7em; text-align: right; } th:first-child, td:first-child { text-align: left; }
        svg { width: 100%; height: auto; } svg text { font: 11px system-ui, sans-serif; fill: var(--dim); }
        .wide { max-width: 760px; } .small { display: grid; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); gap: .2em 1.4em; }
        .small h3 { margin: .5em 0 0; } .tick { stroke: var(--line); } .span { stroke: var(--dim); stroke-width: 2; } polyline { fill: none; stroke-width: 1.3; }
        .p50 { fill: #009e73; } .p99 { fill: #e69f00; } .p999 { fill: #d55e00; }

        """ + string.Join('\n', Palette.Select((colour, server) => $".s{server} {{ fill: {colour}; }} .l{server} {{ stroke: {colour}; }}"));
}
