using System.Globalization;

namespace LearnLoadBalancer.Lab.Race.Report;

/// <summary>Words and figures, the same on the terminal and on the page.</summary>
internal static class RaceText
{
    private const string Simulated =
        "A simulation in virtual time: the servers and clients are simulated, the policies are Level 4's own. The same seed gives the same figures.";

    private const string Live =
        "Live, measured on this machine: Level 4 itself, real sockets, real time. The backends wait instead of working. The same seed gives the same load, not the same figures.";

    /// <summary>The percentiles that are shown.</summary>
    public static IReadOnlyList<double> Shares { get; } = [0.5, 0.99, 0.999];

    private const string Blocks = "▁▂▃▄▅▆▇█";

    /// <summary>What the whole report is, in a line.</summary>
    public static string Heading(RaceReport report) => report.Live is { } machine
        ? $"Live, measured on this machine: {machine.Processor}, {machine.Cores} cores, {machine.Platform}, {machine.Runtime}, {machine.Time}. Seed {report.Seed}."
        : $"Seed {report.Seed}, {Count(report.Heats[0].Requests)} requests in each scenario.";

    /// <summary>How to read the figures.</summary>
    public static IReadOnlyList<string> Notes(RaceReport report) =>
    [
        report.Live is null ? Simulated : Live,
        $"Each server works on {RaceServer.Workers} requests at a time; {RaceServer.LongestQueue} more can wait. Clients give up after {RaceRun.Patience.TotalSeconds:0} s.",
        $"Latencies are of all requests. One that was refused or given up counts as {RaceRun.Patience.TotalMilliseconds:N0} ms.",
        "In flight: the most at one server, over time and in all. Bounded: nobody gets more than 1.25 times its fair share of what is in flight.",
    ];

    /// <summary>What came, in a line, and where it was.</summary>
    public static string Load(RaceReport report, RaceHeat heat) => string.Create(
        CultureInfo.InvariantCulture,
        $"{heat.Requests:N0} requests in {heat.Seconds:0.0} s, open loop, seed {report.Seed}.{(report.Live is null ? "" : " Live, measured on this machine.")}");

    /// <summary>What else has to be said of a scenario that was played live. Nothing in a simulation.</summary>
    public static IEnumerable<string> LiveRemarks(RaceReport report, RaceHeat heat)
    {
        if (report.Live is not null && heat.Scenario.ReportEvery is not null)
        {
            yield return "Live, the balancers tell each other nothing, since Level 4 has no way to: each counts only its own requests.";
        }

        RaceResult[] late = [.. heat.Results.Where(result => result.Lag is { IsTooMuch: true })];
        if (late.Length > 0)
        {
            yield return $"This machine did not keep up with sending: {string.Join("; ", late.Select(result => $"{result.Racer.Name}, {Late(result.Lag!)}"))}. "
                + "Latencies count from when a request was due, so they hold that too. Stop what else runs, and race again.";
        }
        else if (heat.Results.Select(result => result.Lag).MaxBy(lag => lag?.P99) is { } worst)
        {
            yield return $"Sending kept up: {Late(worst)}.";
        }
    }

    public static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Milliseconds(double value) => value.ToString(value < 100 ? "0.0" : "N0", CultureInfo.InvariantCulture);

    /// <summary>Values as a row of little columns. The highest stands for the given most, in every row alike.</summary>
    public static string Spark(IReadOnlyList<int> values, int width, int most)
    {
        return string.Concat(Enumerable.Range(0, width).Select(column =>
        {
            int from = column * values.Count / width;
            int to = Math.Max((column + 1) * values.Count / width, from + 1);
            int value = values.Skip(from).Take(to - from).Max();
            return Blocks[Math.Min(value * Blocks.Length / (most + 1), Blocks.Length - 1)];
        }));
    }

    private static string Late(SendingLag lag) => $"99 of 100 requests at most {Milliseconds(lag.P99)} ms late, the worst {Milliseconds(lag.Worst)} ms";
}
