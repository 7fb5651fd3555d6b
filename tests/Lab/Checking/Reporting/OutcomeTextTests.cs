using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Reporting;

namespace LearnLoadBalancer.Tests.Lab.Checking.Reporting;

[UsesVerify]
public sealed class OutcomeTextTests
{
    [Fact]
    public Task Explain_AFailure_SaysAllThatHelps()
    {
        RunReport report = SampleReport.Create();
        string text = string.Join('\n', report.Outcomes.Select(outcome =>
            OutcomeText.Line(outcome) + "\n" + (outcome.Verdict == Verdict.Passed ? "" : OutcomeText.Explain(outcome))));
        return Verifier.Verify((text + OutcomeText.Summary(report)).ReplaceLineEndings("\n").TrimEnd());
    }

    /// <summary>The first lines of an exception say what it was, and those of its stack are many.</summary>
    [Fact]
    public void Explain_AProgramThatHasEnded_ShowsItsFirstLinesToo()
    {
        CheckOutcome ended = SampleReport.Create().Outcomes[1] with
        {
            Expected = ProgramEnd.GoesOn,
            ProgramOutput = ["Error: read ECONNRESET", .. Enumerable.Range(1, 100).Select(i => $"at {i}"), "Node.js"],
        };

        string text = OutcomeText.Explain(ended);

        Assert.Contains("| Error: read ECONNRESET", text, StringComparison.Ordinal);
        Assert.Contains("| at 11", text, StringComparison.Ordinal);
        Assert.Contains("| … 82 lines more …", text, StringComparison.Ordinal);
        Assert.Contains("| Node.js", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_AChoiceAndNoMistake_HasNoHint()
    {
        CheckOutcome choice = SampleReport.Create().Outcomes[2] with { Steps = ["Send a request"], Reason = "That is a choice." };

        Assert.DoesNotContain("Hint", OutcomeText.Explain(choice), StringComparison.Ordinal);
    }
}
