namespace LearnLoadBalancer.Lab.Checking.Reporting;

/// <summary>What the style of the report has beyond that of all reports.</summary>
internal static class HtmlStyle
{
    public const string Css = """
        .sum, .legend { color: var(--dim); } small { margin-left: .6em; }
        .legend { font-size: .85em; } .legend span { white-space: nowrap; margin-right: .9em; } .legend svg { vertical-align: -2px; margin-right: .25em; }
        .check { border: 1px solid var(--line); border-radius: 6px; padding: .45em .9em; margin: .4em 0; }
        summary { cursor: pointer; }
        .passed, .failed, .untold { font-weight: 600; font-size: .85em; display: inline-block; min-width: 8.2em; }
        .sum .passed, .sum .failed, .sum .untold { min-width: 0; margin-right: .6em; font-size: 1em; }
        .passed { color: var(--good); } .failed { color: var(--bad); } .untold { color: var(--unsure); }
        .verdict { border-left: 3px solid var(--bad); padding-left: .8em; overflow-wrap: anywhere; }
        pre { background: var(--soft); padding: .6em .8em; border-radius: 4px; overflow-x: auto; font-size: .82em; margin: 0; }
        .beside { display: grid; grid-template-columns: repeat(auto-fit, minmax(300px, 1fr)); gap: 0 1em; }
        .beside section { min-width: 0; }
        .hint { background: var(--soft); padding: .7em .9em; border-radius: 4px; }
        .events { font-size: .8em; } .events td { border: 0; padding: .1em .8em .1em 0; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
        .events td:first-child { text-align: right; color: var(--dim); white-space: nowrap; } .events td:nth-child(2) { white-space: nowrap; }
        td.trouble, td.fault { color: var(--bad); } td.start, td.response { color: var(--good); } td.step { font-weight: 600; }
        svg.time { width: 100%; height: auto; background: var(--soft); border-radius: 4px; margin: .4em 0; }
        .lane { stroke: var(--line); } .time .tick { stroke-dasharray: 2 3; }
        .m-request { fill: var(--blue); } .m-response { fill: var(--good); } .m-trouble, .m-fault { fill: var(--bad); stroke: var(--bad); }
        .m-start { fill: var(--good); } .m-dial { fill: none; stroke: var(--dim); } .m-step { fill: var(--ink); } .m-output { fill: var(--unsure); }
        .down { stroke: var(--bad); stroke-width: 5; opacity: .35; }
        """;
}
