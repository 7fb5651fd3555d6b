using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Tests.Lab.Checking;

public sealed class PrerequisitesTests
{
    /// <summary>slow-reader needs body-1mb, which needs body-binary, which failed: that is the one to mend.</summary>
    [Fact]
    public void Require_RowOfUnmetOnes_NamesTheOneThatFell() => Assert.Equal(
        "It builds on 'body-binary', which failed. Mend that first.",
        Complaint("slow-reader", Outcome("responds", Verdict.Passed), Outcome("body-binary", Verdict.Failed), Outcome("body-1mb", Verdict.CouldNotTell)));

    [Fact]
    public void Require_OneThatCouldNotTellByItself_NamesIt() => Assert.Equal(
        "It builds on 'listens', which could not be judged either.", Complaint("nine-in-order", Outcome("listens", Verdict.CouldNotTell), Outcome("responds", Verdict.CouldNotTell)));

    [Fact]
    public void Require_AllPassedOrEndedIn_SaysNothing()
    {
        Prerequisites.Require(Find("body-1mb"), [Outcome("body-binary", Verdict.Passed)]);
        Prerequisites.Require(Find("body-1mb"), [Outcome("body-binary", Verdict.Failed) with { Expected = ProgramEnd.GoesOn }]);
        Prerequisites.Require(Find("body-1mb"), []);
    }

    private static string Complaint(string check, params CheckOutcome[] before) =>
        Assert.Throws<CannotTellException>(() => Prerequisites.Require(Find(check), before)).Message;

    private static CheckOutcome Outcome(string id, Verdict verdict) => new(Find(id), verdict, TimeSpan.Zero);

    private static Check Find(string id) => CheckCatalog.All.First(check => check.Id == id);
}
