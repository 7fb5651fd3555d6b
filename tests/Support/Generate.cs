using FsCheck;
using FsCheck.Fluent;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Policies;

namespace LearnLoadBalancer.Tests.Support;

/// <summary>The inputs of the properties.</summary>
internal static class Generate
{
    /// <summary>Seeded: a failure comes again.</summary>
    public static readonly Config Quick = Config.QuickThrowOnFailure.WithReplay(new Replay(new Rnd(20260101, 1), null)).WithMaxTest(200);

    /// <summary>One to twelve weights: often small ones, often alike, sometimes 0, sometimes the largest.</summary>
    public static readonly Gen<int[]> Weights = Gen.NonEmptyListOf(Gen.OneOf(
            Gen.Choose(0, 3), Gen.Choose(1, 10), Gen.Choose(0, 256), Gen.Constant(256)))
        .Select(list => list.Take(12).ToArray());

    /// <summary>A policy's name.</summary>
    public static readonly Gen<string> Policy = Gen.Elements(PolicyCatalog.All.Select(policy => policy.Name).ToArray());

    /// <summary>A policy, weights, and by chance who is available, who was tried, and who has how much to do.</summary>
    public static readonly Gen<Situation> Situation =
        from policy in Policy
        from weights in Weights
        from available in Gen.ArrayOf(Gen.Choose(0, 3), weights.Length)
        from tried in Gen.ArrayOf(Gen.Choose(0, 3), weights.Length)
        from load in Gen.ArrayOf(Gen.Choose(0, 5), weights.Length)
        from bounded in Gen.Elements(false, true)
        from seed in Gen.Choose(0, int.MaxValue)
        select new Situation(
            policy,
            weights,
            [.. Places(available, mark => mark > 0)],
            [.. Places(tried, mark => mark == 0)],
            load,
            bounded,
            seed);

    private static IEnumerable<Backend> Places(int[] marks, Func<int, bool> counts) =>
        marks.Index().Where(pair => counts(pair.Item)).Select(pair => Farm.At(pair.Index));
}
