using LearnLoadBalancer.Choosing;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Level4.Options;

/// <summary>What the command line of this level says.</summary>
/// <param name="Listen">Where clients arrive.</param>
/// <param name="Balancing">The rest.</param>
internal sealed record Level4Options(ListenAddress Listen, BalancingOptions Balancing);
