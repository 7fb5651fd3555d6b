using LearnLoadBalancer.Lab.Checking.Reporting;

namespace LearnLoadBalancer.Tests.Lab.Checking.Reporting;

[UsesVerify]
public sealed class JsonReportTests
{
    /// <summary>Teachers' programs read it: its shape does not change by accident.</summary>
    [Fact]
    public Task Write_ARun_HasThisShape() => Verifier.Verify(JsonReport.Write(SampleReport.Create()).TrimEnd());
}
