namespace LearnLoadBalancer.Tests.Zoo;

/// <summary>Faults in what is remembered of a session.</summary>
[UsesVerify]
[StartsPrograms]
[TakesLong]
public sealed class SessionFaultTests
{
    [Fact]
    public async Task IgnoresCookies_Checked_FailsOnlySessionStays() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("ignores-cookies", level: 4, check: "session-stays"));

    [Fact]
    public async Task OneCookieOnly_Checked_FailsOnlySessionMovesOnce() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("one-cookie-only", level: 4, check: "session-moves-once"));

    [Fact]
    public async Task LosesSessions_Checked_FailsOnlySessionOthersStay() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("loses-sessions", level: 4, check: "session-others-stay"));

    [Fact]
    public async Task NamesTheBackend_Checked_FailsOnlySessionOpaque() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("names-the-backend", level: 4, check: "session-opaque"));

    [Fact]
    public async Task NumbersTheBackend_Checked_FailsOnlySessionOpaque() =>
        await Verifier.Verify(await ZooRun.OnlyFailureAsync("numbers-the-backend", level: 4, check: "session-opaque"));
}
