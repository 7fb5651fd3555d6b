using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Tests.Lab.Processes;

public sealed class RepositoryTests
{
    /// <summary>The tests are built along with the lab, so theirs is its configuration too.</summary>
    [Fact]
    public void Configuration_IsThatOfTheBuild() =>
#if DEBUG
        Assert.Equal("Debug", Repository.Configuration);
#else
        Assert.Equal("Release", Repository.Configuration);
#endif
}
