using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Choosing;

/// <summary>What of a request matters for the choice of its backend.</summary>
/// <param name="Key">What it is hashed by. Null: it has no key, or nobody hashes.</param>
/// <param name="Home">Where its session lives. Null: it has none, or there are no sessions.</param>
internal readonly record struct RequestTraits(ulong? Key, Backend? Home);
