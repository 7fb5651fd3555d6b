namespace LearnLoadBalancer.Lab.Race.Report;

/// <summary>What the style of the page has beyond that of all reports.</summary>
internal static class RaceStyle
{
    /// <summary>Okabe and Ito's colours, which people with any kind of colour vision can tell apart, and a few more.</summary>
    private static readonly string[] Palette =
        ["#e69f00", "#56b4e9", "#009e73", "#cc79a7", "#0072b2", "#d55e00", "#b8a800", "#999999", "#7e57c2", "#8d6e63"];

    public static string Css { get; } =
        """
        .key { color: var(--dim); font-size: .85em; } .key span { margin-right: 1em; white-space: nowrap; } .key svg { width: 12px; height: 12px; vertical-align: -1px; margin-right: .3em; }
        svg { width: 100%; height: auto; }
        .wide { max-width: 760px; } .small { display: grid; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); gap: .2em 1.4em; }
        .small h3 { margin: .5em 0 0; } .span { stroke: var(--dim); stroke-width: 2; } polyline { fill: none; stroke-width: 1.3; }
        .p50 { fill: #009e73; } .p99 { fill: #e69f00; } .p999 { fill: #d55e00; }

        """ + string.Join('\n', Palette.Select((colour, server) => $".s{server} {{ fill: {colour}; }} .l{server} {{ stroke: {colour}; }}"));
}
