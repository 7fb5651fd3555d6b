using LearnLoadBalancer.Tables;

namespace LearnLoadBalancer.Policies;

/// <summary>What policies are made from. Each takes what it needs.</summary>
/// <param name="InFlight">How many requests each backend has.</param>
/// <param name="Latencies">How quick each backend was.</param>
/// <param name="Random">
/// Where chance comes from: <see cref="Random.Shared"/>, which any thread may use, or one with a seed.
/// </param>
/// <param name="LoadBound">
/// For the hashing policies: nobody gets more than this many times its fair share of the requests in
/// flight, such as 1.25. Null: no bound, the hash alone decides.
/// </param>
internal sealed record PolicyParts(
    InFlight InFlight, Latencies Latencies, Random Random, double? LoadBound = null);
