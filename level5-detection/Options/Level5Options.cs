using LearnLoadBalancer.Choosing;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Level5.Options;

/// <summary>What the command line of this level says.</summary>
/// <param name="Listen">Where clients arrive.</param>
/// <param name="Balancing">How Level 4 chooses.</param>
/// <param name="Detection">How this level finds out who is well.</param>
/// <param name="Status">Where it tells how the backends are doing. Null: nowhere.</param>
internal sealed record Level5Options(ListenAddress Listen, BalancingOptions Balancing, DetectionOptions Detection, ListenAddress? Status);
