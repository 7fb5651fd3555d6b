namespace LearnLoadBalancer.Lab.Checking;

/// <summary>A whole run: the program, and what came of each check.</summary>
/// <param name="Level">Up to which level was checked.</param>
/// <param name="Program">What was checked.</param>
/// <param name="Seed">With this number, and the same program, it runs the same again.</param>
/// <param name="Interval">The health interval that was assumed.</param>
/// <param name="Started">When.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Kind">What the program balances; null when it was not found out.</param>
/// <param name="Outcomes">One for every check, in order.</param>
internal sealed record RunReport(
    int Level,
    string Program,
    int Seed,
    TimeSpan Interval,
    DateTimeOffset Started,
    TimeSpan Duration,
    BalancerKind? Kind,
    IReadOnlyList<CheckOutcome> Outcomes)
{
    /// <summary>The time between two health checks of the program, as its backends saw them. Null: there was no rhythm to be seen.</summary>
    public TimeSpan? Rhythm { get; init; }

    public int Passed => Count(Checking.Verdict.Passed);

    public int Failed => Count(Checking.Verdict.Failed);

    public int CouldNotTell => Count(Checking.Verdict.CouldNotTell);

    /// <summary>One failure fails the whole; else one doubt leaves it in doubt.</summary>
    public Verdict Verdict =>
        Failed > 0 ? Checking.Verdict.Failed :
        CouldNotTell > 0 ? Checking.Verdict.CouldNotTell :
        Checking.Verdict.Passed;

    /// <summary>True when every check up to the level was run, and not only some that were asked for.</summary>
    public bool IsComplete => Outcomes.Count == CheckCatalog.UpTo(Level).Count;

    /// <summary>The exit code of the command: see <see cref="ExitCodes"/>.</summary>
    public int ExitCode => Verdict switch
    {
        Checking.Verdict.Passed => ExitCodes.AllPassed,
        Checking.Verdict.Failed => ExitCodes.SomeFailed,
        _ => ExitCodes.CouldNotTell,
    };

    private int Count(Verdict verdict) => Outcomes.Count(outcome => outcome.Verdict == verdict);
}
