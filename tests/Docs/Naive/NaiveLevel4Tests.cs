using System.Text;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Sticky;
using LearnLoadBalancer.Tables;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>What the chapter of Level 4 calls wrong is wrong, in the way that it says; and ours is not.</summary>
public sealed class NaiveLevel4Tests
{
    private const int Keys = 10_000;

    [Fact]
    public void RepeatedInTheList_FiveOneOne_GivesFiveInARow_AndOursSpreadsThem()
    {
        var farm = new Farm(5, 1, 1);

        Assert.Equal("aaaaabc", Sequence(new RepeatedInTheList(farm.Weights.Current), farm, 7));
        Assert.Equal("aabacaa", Sequence(farm.Create("weighted-round-robin"), farm, 7));
    }

    [Fact]
    public void FirstOfTheBest_AQuietDay_SendsEverythingToTheFirst_AndOursShares()
    {
        var farm = Farm.OfEqual(3);

        Assert.Equal(new string('a', 300), Sequence(new FirstOfTheBest(farm.InFlight), farm, 300));
        Assert.All(farm.Shares("least-requests", 300), share => Assert.InRange(share, 70, 130));
    }

    [Fact]
    public async Task CountsByHand_TheForwardingFails_TheCountStays_AndALeaseGivesItBack()
    {
        var farm = Farm.OfEqual(1);
        RequestCount count = farm.InFlight.Of(farm.Backends[0]);

        await Assert.ThrowsAsync<IOException>(() => CountsByHand.ForwardAsync(count, () => throw new IOException()));
        Assert.Equal(1, count.Value);

        count.Decrement();
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            using var lease = new Lease(farm.InFlight);
            lease.MoveTo(farm.Backends[0]);
            await Task.FromException(new IOException());
        });
        Assert.Equal(0, count.Value);
    }

    [Theory]
    [InlineData("ring-hash")]
    [InlineData("maglev")]
    public void ModuloHash_OneOfTenLeaves_NineOfTenKeysMove_AndOfOursAboutOne(string policy)
    {
        var farm = Farm.OfEqual(10);
        Backend[] left = [.. farm.Backends.Take(9)];

        Assert.InRange(ShareThatMoves(new ModuloHash(), farm, left), 0.88, 0.92);
        Assert.InRange(ShareThatMoves(farm.Create(policy), farm, left), 0.06, 0.15);
    }

    [Fact]
    public void PlainCookie_WhoKnowsAnAddress_ChoosesTheBackend_AndOursIsNotFoundOut()
    {
        var farm = Farm.OfEqual(3);
        Assert.True(StickyKey.TryParse("a secret of the tests", out StickyKey? key, out _));
        var ours = new StickyCodec(key, farm.Backends);

        Assert.Equal("c:9001", PlainCookie.ValueOf(farm.Backends[2]));
        Assert.Equal(farm.Backends[2], PlainCookie.Find("c:9001", farm.Backends));

        Assert.Null(ours.Find("c:9001"u8));
        Assert.DoesNotContain("9001", Encoding.ASCII.GetString(ours.ValueOf(farm.Backends[2]).Span), StringComparison.Ordinal);
    }

    private static string Sequence(ILoadBalancingPolicy policy, Farm farm, int picks) =>
        string.Concat(Enumerable.Range(0, picks).Select(_ => policy.Pick(farm.Backends)!.Host));

    /// <summary>Asks for all keys with one list, then with the other: a policy prepares its table anew for each change of lists.</summary>
    private static double ShareThatMoves(ILoadBalancingPolicy policy, Farm farm, Backend[] left)
    {
        Backend?[] BackendsOfKeys(IReadOnlyList<Backend> available) => [.. Enumerable.Range(0, Keys).Select(key => policy.Pick(available, Farm.Key(key)))];
        return BackendsOfKeys(farm.Backends).Zip(BackendsOfKeys(left)).Count(pair => pair.First != pair.Second) / (double)Keys;
    }
}
