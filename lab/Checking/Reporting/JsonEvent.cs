using LearnLoadBalancer.Lab.Checking.Recording;

namespace LearnLoadBalancer.Lab.Checking.Reporting;

/// <summary>One thing that happened, as it stands in the JSON report.</summary>
/// <param name="Seconds">When, from the start of the check.</param>
/// <param name="Who">"client", "program" or "backend 2".</param>
/// <param name="Kind">"step", "request", "dial", "response", "trouble", "fault", "start", "closing" or "output".</param>
/// <param name="Text">In words.</param>
internal sealed record JsonEvent(double Seconds, string Who, string Kind, string Text)
{
    /// <summary>The time line of a check.</summary>
    public static IReadOnlyList<JsonEvent> From(IReadOnlyList<TimelineEvent> happened) => [.. happened.Select(one => new JsonEvent(
        Math.Round((one.At - happened[0].At).TotalSeconds, 3), one.Lane.ToString(), one.Kind.ToString().ToLowerInvariant(), one.Text))];
}
