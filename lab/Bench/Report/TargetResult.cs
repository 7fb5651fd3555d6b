using LearnLoadBalancer.Lab.Bench.Figures;

namespace LearnLoadBalancer.Lab.Bench.Report;

/// <summary>Whether a goal was reached.</summary>
/// <param name="Target">The goal.</param>
/// <param name="Value">The ratio, or the absolute value where the goal is one.</param>
/// <param name="Reached">Whether that is within the limit.</param>
internal sealed record TargetResult(Target Target, double Value, bool Reached)
{
    /// <summary>Judges the goals for which all that is needed was measured; the others are left out.</summary>
    public static IReadOnlyList<TargetResult> Judge(IReadOnlyList<Target> targets, IReadOnlyList<ScenarioResult> scenarios) =>
        [.. targets.Select(target => Judge(target, scenarios)).OfType<TargetResult>()];

    private static TargetResult? Judge(Target target, IReadOnlyList<ScenarioResult> scenarios)
    {
        ScenarioResult? scenario = scenarios.FirstOrDefault(result => result.Key == target.Scenario);
        double? value = ValueOf(target.Level);
        if (target.References.Count > 0)
        {
            // With several references the best one counts, and all of them must have been there.
            double?[] references = [.. target.References.Select(ValueOf)];
            value = Array.TrueForAll(references, reference => reference is not null)
                ? Statistics.Ratio(value, target.Figure.LowerIsBetter ? references.Min() : references.Max())
                : null;
        }

        return value is { } v
            ? new TargetResult(target, v, target.Figure.LowerIsBetter ? v <= target.Limit : v >= target.Limit)
            : null;

        // Who was given up neither reaches a goal nor sets one, with whatever the rounds before that say.
        double? ValueOf(string proxy) => scenario?.Of(proxy) is { Failure: null } result ? result.Medians[target.Figure] : null;
    }
}
