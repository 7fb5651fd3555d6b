using LearnLoadBalancer.Lab.Bench.Proxies;

namespace LearnLoadBalancer.Tests.Lab.Bench;

public class ProxyListTests
{
    private static readonly IReadOnlyList<IProxy> All = ProxyList.Create("/some/folder");

    [Fact]
    public void Create_ThisRepository_HasEveryLevelOnceAndTheOthers()
    {
        string[] keys = [.. All.Select(proxy => proxy.Key)];

        Assert.Equal(keys.Distinct(), keys);
        Assert.Superset(new HashSet<string> { "level1", "level2", "nginx", "haproxy", "haproxy-tcp", "go", "yarp", "level1-default" }, keys.ToHashSet());
    }

    [Fact]
    public void Choose_NothingNamed_LeavesOutTheVariants() =>
        Assert.DoesNotContain(ProxyList.Choose(All, []), proxy => proxy.Key == "level1-default");

    [Fact]
    public void Choose_Named_TakesThoseOnly() =>
        Assert.Equal(["level1", "go"], ProxyList.Choose(All, ["go", ProxyList.Direct, "level1"]).Select(proxy => proxy.Key));

    [Fact]
    public void Keys_ForMessages_AreAllThatMayBeGiven() =>
        Assert.Equal(All.Select(proxy => proxy.Key).Prepend("direct"), ProxyList.Keys);
}
