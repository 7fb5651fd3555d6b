using Xunit.Sdk;

namespace LearnLoadBalancer.Tests.Verification;

[UsesVerify]
public sealed class VerifierTests
{
    [Fact]
    public async Task Verify_CommittedText_IsFoundBesideTheTest()
    {
        await Task.Yield(); // The test's name must survive a change of thread.

        await Verifier.Verify("The text of a snapshot.\nIt has two lines.");
    }

    [Fact]
    public async Task Verify_ClassWithoutTheAttribute_SaysWhatIsMissing()
    {
        var failure = await Assert.ThrowsAsync<FailException>(() => OutsideAnyTestAsync());

        Assert.Equal("Expected to find [UsesVerify] on the class in VerifierTests.cs.", failure.Message);
    }

    /// <summary>Runs where no test has been noted.</summary>
    private static async Task OutsideAnyTestAsync()
    {
        Task verifying;
        using (ExecutionContext.SuppressFlow())
        {
            verifying = Task.Run(() => Verifier.Verify("text"));
        }

        await verifying;
    }

    [UsesVerify]
    public sealed class Nested
    {
        [Fact]
        public Task Verify_NestedClass_IsNamedWithTheOneAroundIt() => Verifier.Verify("nested");
    }
}
