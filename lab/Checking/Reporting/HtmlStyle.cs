namespace LearnLoadBalancer.Lab.Checking.Reporting;

/// <summary>The style of the report, inside the page: nothing is loaded from anywhere.</summary>
internal static class HtmlStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --ink: #1c2430; --dim: #667085; --line: #d5dbe3; --back: #fff; --soft: #f5f7fa;
          --good: #1a7f4b; --bad: #c5221f; --unsure: #9a6700; --blue: #2563b0; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --dim: #98a2b3; --line: #39424f; --back: #14181f; --soft: #1c222b;
          --good: #4cc38a; --bad: #ff7b72; --unsure: #e0a53a; --blue: #6cb0ff; } }
        body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--back); max-width: 1080px; margin: 2em auto; padding: 0 1.2em; }
        h1 { font-size: 1.5em; margin-bottom: .2em; } h2 { font-size: 1.15em; margin: 1.6em 0 .4em; } h4 { margin: .8em 0 .2em; font-size: .9em; color: var(--dim); }
        small, .sum, .legend { color: var(--dim); } small { margin-left: .6em; }
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
        table { border-collapse: collapse; font-size: .8em; } td { padding: .1em .8em .1em 0; vertical-align: top; overflow-wrap: anywhere; }
        td:first-child { text-align: right; color: var(--dim); white-space: nowrap; } td:nth-child(2) { white-space: nowrap; }
        td.trouble, td.fault { color: var(--bad); } td.start, td.answer { color: var(--good); } td.step { font-weight: 600; }
        svg.time { width: 100%; height: auto; background: var(--soft); border-radius: 4px; margin: .4em 0; }
        svg.time text { font: 11px system-ui, sans-serif; fill: var(--dim); }
        .lane { stroke: var(--line); } .tick { stroke: var(--line); stroke-dasharray: 2 3; }
        .m-request { fill: var(--blue); } .m-response { fill: var(--good); } .m-trouble, .m-fault { fill: var(--bad); stroke: var(--bad); }
        .m-start { fill: var(--good); } .m-dial { fill: none; stroke: var(--dim); } .m-step { fill: var(--ink); } .m-output { fill: var(--unsure); }
        .down { stroke: var(--bad); stroke-width: 5; opacity: .35; }
        """;
}
