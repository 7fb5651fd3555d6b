namespace LearnLoadBalancer.Level5.Checks;

/// <summary>What came of a check.</summary>
/// <param name="Kind">What was found.</param>
/// <param name="Detail">The same in words, short: <c>refused</c>, <c>timeout after 2.0 s</c>, <c>status 503</c>.</param>
internal sealed record CheckResult(CheckKind Kind, string Detail)
{
    /// <summary>It passes.</summary>
    public static readonly CheckResult Ok = new(CheckKind.Ok, "ok");

    /// <summary>Whether it passes.</summary>
    public bool Succeeded => Kind == CheckKind.Ok;

    /// <summary>Nobody could answer there, so nobody can answer a request.</summary>
    public bool IsGone => Kind is CheckKind.Refused or CheckKind.Unreachable;
}
