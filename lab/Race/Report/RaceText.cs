using System.Globalization;

namespace LearnLoadBalancer.Lab.Race.Report;

/// <summary>Words and figures, the same on the terminal and on the page.</summary>
internal static class RaceText
{
    /// <summary>How to read the figures.</summary>
    public static IReadOnlyList<string> Notes { get; } =
    [
        "A simulation in virtual time: the servers and clients are simulated, the policies are Level 4's own. The same seed gives the same figures.",
        $"Each server works on {RaceServer.Workers} requests at a time; {RaceServer.LongestQueue} more can wait. Clients give up after {RaceRun.Patience.TotalSeconds:0} s.",
        $"Latencies are of all requests. One that was refused or given up counts as {RaceRun.Patience.TotalMilliseconds:N0} ms.",
        "In flight: the most at one server, over time and in all. Bounded: nobody gets more than 1.25 times its fair share of what is in flight.",
    ];

    /// <summary>The percentiles that are shown.</summary>
    public static IReadOnlyList<double> Shares { get; } = [0.5, 0.99, 0.999];

    private const string Blocks = "▁▂▃▄▅▆▇█";

    public static string Load(RaceReport report, RaceHeat heat) =>
        $"{report.Requests:N0} requests in {heat.Seconds.ToString("0.0", CultureInfo.InvariantCulture)} s, open loop, seed {report.Seed}.";

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
}
