using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Tests.Support;

/// <summary>What a policy may find when it is to pick.</summary>
internal sealed record Situation(
    string Policy, int[] Weights, Backend[] Available, Backend[] Tried, int[] Load, bool Bounded, int Seed);
