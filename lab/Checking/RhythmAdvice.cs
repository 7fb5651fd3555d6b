using System.Globalization;
using LearnLoadBalancer.Lab.Checking.Recording;

namespace LearnLoadBalancer.Lab.Checking;

/// <summary>What to say of a program that looks after its backends more seldom, or more often, than was assumed.</summary>
internal static class RhythmAdvice
{
    /// <summary>So far from what was assumed is another interval.</summary>
    private const double Different = 0.25;

    /// <summary>What to say at the end of a run. Null: it is as was assumed, or it was not to be seen.</summary>
    public static string? For(RunReport report) => IsOther(report.Rhythm, report.Interval)
        ? $"{Sentence(report.Rhythm!.Value, report.Interval)} {(report.Rhythm < report.Interval ? "Then the checks take less time." : "Then they wait long enough.")}"
        : null;

    /// <summary>A failure of a check that waits for a health check, because the next was not due yet, has this one cause.</summary>
    /// <param name="outcome">What came of the check.</param>
    /// <param name="rhythm">What was seen: see <see cref="HealthRhythm"/>.</param>
    /// <param name="assumed">What was assumed.</param>
    public static CheckOutcome Add(CheckOutcome outcome, TimeSpan? rhythm, TimeSpan assumed) =>
        outcome is { Verdict: Verdict.Failed, HasEnded: false, Check.Level: 2 } && IsOther(rhythm, assumed) && rhythm > assumed
            ? outcome with { Advice = new Advice($"{Sentence(rhythm.Value, assumed)} With that it may hold; otherwise: {outcome.Hint}", outcome.Chapter) }
            : outcome;

    private static bool IsOther([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] TimeSpan? rhythm, TimeSpan assumed) =>
        rhythm is { } seen && (seen - assumed).Duration() > Different * assumed;

    private static string Sentence(TimeSpan rhythm, TimeSpan assumed) => string.Create(
        CultureInfo.InvariantCulture, $"Your health checks come every {rhythm.TotalSeconds:0.#} s, and the checker assumed {assumed.TotalSeconds:0.#} s: give --interval {rhythm.TotalSeconds:0.#}.");
}
