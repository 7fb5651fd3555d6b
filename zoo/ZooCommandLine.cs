using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using LearnLoadBalancer.Zoo.Detection;
using LearnLoadBalancer.Zoo.Policies;

namespace LearnLoadBalancer.Zoo;

/// <summary>What the zoo's command line has beside that of the levels: the fault's name, and <c>--interval</c>.</summary>
/// <param name="Fault">Which balancer to be.</param>
/// <param name="Interval">The health interval. Default: 10 seconds, as in Level 2.</param>
/// <param name="Rest">The arguments that every level understands.</param>
internal sealed record ZooCommandLine(Fault Fault, TimeSpan Interval, string[] Rest)
{
    /// <summary>How to choose, for those that have a choice.</summary>
    public PolicySettings Policies { get; private init; } = PolicySettings.None;

    /// <summary>How to find out who is well, for those that look at responses.</summary>
    public DetectionSettings Detection { get; private init; } = DetectionSettings.None;

    private const string IntervalOption = "--interval";

    /// <summary>Takes the zoo's own arguments out.</summary>
    /// <returns>False with a line that says what is wrong.</returns>
    public static bool TryParse(
        string[] args, [NotNullWhen(true)] out ZooCommandLine? parsed, [NotNullWhen(false)] out string? complaint)
    {
        parsed = null;
        complaint = null;
        if (args is not [var name, .. var rest] || FaultCatalog.Find(name) is not { } fault)
        {
            complaint = $"Which fault? '{args.FirstOrDefault()}' is none. Run with --list to see their names.";
            return false;
        }

        double seconds = 10;
        int at = Array.IndexOf(rest, IntervalOption);
        if (at >= 0)
        {
            if (at + 1 >= rest.Length
                || !double.TryParse(rest[at + 1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out seconds)
                || seconds is < 0.01 or > 3600)
            {
                complaint = $"{IntervalOption} needs a number of seconds from 0.01 to 3600, for example {IntervalOption} 0.5.";
                return false;
            }

            rest = [.. rest[..at], .. rest[(at + 2)..]];
        }

        var detection = DetectionSettings.Of(rest);
        parsed = new ZooCommandLine(
            fault, detection.Interval ?? TimeSpan.FromSeconds(seconds), DetectionSettings.WithoutThem(PolicySettings.WithoutThem(rest)))
        {
            Policies = PolicySettings.Of(rest),
            Detection = detection,
        };
        return true;
    }
}
