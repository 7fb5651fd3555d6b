using LearnLoadBalancer.Lab.Checking.Recording;

namespace LearnLoadBalancer.Lab.Checking;

/// <summary>What came of one check.</summary>
/// <param name="Check">The check.</param>
/// <param name="Verdict">What it says.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record CheckOutcome(Check Check, Verdict Verdict, TimeSpan Duration)
{
    /// <summary>The steps that it took, in order.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>Of a failure: what should have come.</summary>
    public string? Expected { get; init; }

    /// <summary>Of a failure: what came.</summary>
    public string? Came { get; init; }

    /// <summary>Why it could not be told.</summary>
    public string? Reason { get; init; }

    /// <summary>A remark worth making though it passed, such as a speed.</summary>
    public string? Note { get; init; }

    /// <summary>True when it failed because the program ended in it.</summary>
    public bool HasEnded => Expected == ProgramEnd.GoesOn;

    /// <summary>The line that the program printed, when that is the cause and says it all. Null: nothing of the kind.</summary>
    public string? Cause { get; init; }

    /// <summary>Of a failure whose cause shows: what to say of it. Null: the check's own hint.</summary>
    public Advice? Advice { get; init; }

    /// <summary>The likely causes.</summary>
    public string Hint => Advice?.Hint ?? Check.Hint;

    /// <summary>The section of the course that explains it.</summary>
    public string Chapter => Advice?.Chapter ?? Check.Chapter;

    public Evidence Evidence { get; init; } = Evidence.None;

    /// <summary>What the program under test had printed last, when the check ended.</summary>
    public IReadOnlyList<string> ProgramOutput { get; init; } = [];

    /// <summary>What happened, to whom and when.</summary>
    public IReadOnlyList<TimelineEvent> Timeline { get; init; } = [];
}
