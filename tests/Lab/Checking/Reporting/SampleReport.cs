using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Recording;

namespace LearnLoadBalancer.Tests.Lab.Checking.Reporting;

/// <summary>A run that was never made, with one outcome of each kind, and text that must be escaped.</summary>
internal static class SampleReport
{
    public static RunReport Create()
    {
        Check[] checks = [.. CheckCatalog.UpTo(1).Take(3)];
        return new RunReport(
            1,
            "go run <main>.go & co",
            42,
            TimeSpan.FromSeconds(10),
            new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            TimeSpan.FromSeconds(3.5),
            BalancerKind.Connections,
            [
                new CheckOutcome(checks[0], Verdict.Passed, TimeSpan.FromSeconds(1)) { Note = "a note", Timeline = Timeline() },
                new CheckOutcome(checks[1], Verdict.Failed, TimeSpan.FromSeconds(2))
                {
                    Steps = ["Send a <GET>", "Read the response"],
                    Expected = "200 & more",
                    Came = "<nothing>",
                    Evidence = new Evidence("GET / HTTP/1.1\\r\\n", "(nothing)", "curl -sS http://127.0.0.1:8090/"),
                    ProgramOutput = ["panic: <oh>"],
                    Timeline = Timeline(),
                },
                new CheckOutcome(checks[2], Verdict.CouldNotTell, TimeSpan.Zero) { Reason = "It builds on 'responds', which failed." },
            ]);
    }

    private static TimelineEvent[] Timeline() =>
    [
        new(TimeSpan.FromSeconds(1), Lane.Client, EventKind.Step, "Send a <GET>"),
        new(TimeSpan.FromSeconds(1.1), new Lane(2), EventKind.Request, "GET /llb-0"),
        new(TimeSpan.FromSeconds(1.2), new Lane(2), EventKind.Fault, "killed"),
        new(TimeSpan.FromSeconds(1.3), Lane.Program, EventKind.Output, "</svg><script>alert(1)</script>"),
        new(TimeSpan.FromSeconds(2), new Lane(2), EventKind.Start, "listens"),
        new(TimeSpan.FromSeconds(3), Lane.Client, EventKind.Trouble, "no response"),
    ];
}
