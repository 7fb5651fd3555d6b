using FsCheck;
using FsCheck.Fluent;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Policies;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Policies;

public sealed class SmoothWeightedRoundRobinPolicyTests
{
    [Theory]
    [InlineData("aabacaa aabacaa", 5, 1, 1)] // The example of nginx's own commit.
    [InlineData("abcabc", 1, 1, 1)]
    [InlineData("abcabc", 256, 256, 256)]
    [InlineData("abab", 7, 7)]
    [InlineData("aaba aaba", 3, 1)]
    [InlineData("bcbc", 0, 1, 1)]
    [InlineData("bacb bacb", 1, 2, 1)]
    public void Pick_Weights_GivesExactlyThisSequence(string expected, params int[] weights)
    {
        expected = expected.Replace(" ", "", StringComparison.Ordinal);
        Assert.Equal(expected, Sequence(new Farm(weights), expected.Length));
    }

    [Fact]
    public void Pick_AnyWeights_GivesWhatNginxGives()
    {
        // A score for each weight must come to the same as nginx's score for each backend.
        Prop.ForAll(Generate.Weights.ToArbitrary(), weights =>
        {
            var farm = new Farm(weights);
            ILoadBalancingPolicy policy = farm.Create(PolicyCatalog.Default);
            return Nginx(weights, 600).SequenceEqual(
                Enumerable.Range(0, 600).Select(_ => policy.Pick(farm.Backends) is { } picked ? farm.Backends.Index().First(pair => pair.Item == picked).Index : -1));
        }).Check(Generate.Quick);
    }

    [Fact]
    public void Pick_AnyWholeRound_GivesEachExactlyItsWeight()
    {
        Prop.ForAll(Generate.Weights.ToArbitrary(), weights =>
            weights.Sum() == 0 || new Farm(weights).Shares(PolicyCatalog.Default, weights.Sum()).SequenceEqual(weights)).Check(Generate.Quick);
    }

    [Fact]
    public void Pick_AfterATriedOne_TakesTheNextInTurn()
    {
        var farm = new Farm(5, 1, 1);
        ILoadBalancingPolicy policy = farm.Create(PolicyCatalog.Default);
        Backend a = farm.Backends[0];

        // a, a, b, ...: the first two turns are a's, and lost to this request.
        Assert.Equal(farm.Backends[1], policy.Pick(farm.Backends, new PickContext(null, [a])));
        Assert.Null(policy.Pick(farm.Backends, new PickContext(null, farm.Backends)));
    }

    [Fact]
    public void Pick_WeightChanged_FollowsAtOnce()
    {
        var farm = new Farm(1, 1, 1);
        ILoadBalancingPolicy policy = farm.Create(PolicyCatalog.Default);
        Assert.Equal("abc", Sequence(farm, policy, 3));
        farm.Weights.Set(farm.Backends[0], 0);
        Assert.Equal("bcbc", Sequence(farm, policy, 4));
        farm.Weights.Set(farm.Backends[0], 5);
        Assert.Equal("aabacaa", Sequence(farm, policy, 7));
    }

    private static string Sequence(Farm farm, int picks) => Sequence(farm, farm.Create(PolicyCatalog.Default), picks);

    private static string Sequence(Farm farm, ILoadBalancingPolicy policy, int picks) =>
        string.Concat(Enumerable.Range(0, picks).Select(_ => policy.Pick(farm.Backends)!.Host));

    /// <summary>ngx_http_upstream_get_peer, without the failures.</summary>
    private static IEnumerable<int> Nginx(int[] weights, int picks)
    {
        var current = new int[weights.Length];
        for (int pick = 0; pick < picks; pick++)
        {
            int best = -1;
            for (int peer = 0; peer < weights.Length; peer++)
            {
                current[peer] += weights[peer];
                if (weights[peer] > 0 && (best < 0 || current[peer] > current[best]))
                {
                    best = peer;
                }
            }

            if (best >= 0)
            {
                current[best] -= weights.Sum();
            }

            yield return best;
        }
    }
}
