using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;

namespace LearnLoadBalancer.Tests.Lab.Checking;

public sealed class RotationTests
{
    [Fact]
    public void Describe_NobodyAnswered_SaysSoOnce() =>
        Assert.Equal("nothing: none of the 12 was answered", Rotation.Describe(Enumerable.Repeat(Unanswered, 12)));

    [Fact]
    public void Describe_OneUnanswered_IsAWord() => Assert.Equal("nothing", Rotation.Describe([Unanswered]));

    private static Exchange Unanswered => new(new RequestPlan("token", "secret", null), "GET", "", 0);
}
