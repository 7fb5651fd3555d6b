using LearnLoadBalancer.Policies;

namespace LearnLoadBalancer.Tests.Policies;

public sealed class PolicyCatalogTests
{
    [Fact]
    public void All_Always_AreTheNineOfTheLevel() => Assert.Equal(
        [
            "round-robin", "weighted-round-robin", "random", "weighted-random", "least-requests", "power-of-two", "peak-ewma",
            "ring-hash", "maglev",
        ],
        PolicyCatalog.All.Select(policy => policy.Name));

    [Fact]
    public void Find_Names_GivesThePolicyOrNothing()
    {
        Assert.All(PolicyCatalog.All, policy => Assert.Same(policy, PolicyCatalog.Find(policy.Name)));
        Assert.NotNull(PolicyCatalog.Find(PolicyCatalog.Default));
        Assert.Null(PolicyCatalog.Find("fastest"));
    }

    [Fact]
    public void Description_Always_IsOneSentenceLine() => Assert.All(PolicyCatalog.All, policy =>
    {
        Assert.EndsWith(".", policy.Description, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', policy.Description);
    });
}
