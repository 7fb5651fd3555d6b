namespace LearnLoadBalancer.Level5.States;

/// <summary>Who may be used, given the standing of each: the rule, without state.</summary>
/// <remarks>
/// Where many seem ill at once, it is rarely the backends: it is the load, which those that are left would have to take
/// on top of their own; or the network; or the check. So below a threshold the ill are used again (Envoy's panic
/// threshold). A slow answer is better than none, and some of them do answer. Those that are gone stay away: dialling
/// them helps nobody.
/// </remarks>
internal static class Availability
{
    /// <summary>Whether the ill have to help out.</summary>
    /// <param name="backends">The standing of each, and its weight. Those of weight 0 drain, and count for nothing.</param>
    /// <param name="threshold">The share that has to be usable, 0 to 1. With 0 there is never a panic.</param>
    public static bool IsPanic(IReadOnlyList<(Standing Standing, int Weight)> backends, double threshold)
    {
        int configured = 0;
        int usable = 0;
        bool someoneIsIll = false;
        foreach ((Standing standing, int weight) in backends)
        {
            configured += weight > 0 ? 1 : 0;
            usable += weight > 0 && standing == Standing.Usable ? 1 : 0;
            if (standing == Standing.Unknown)
            {
                return false; // Nobody knows yet how many are well. That is so at the start, for as long as a check may take.
            }

            someoneIsIll |= weight > 0 && standing is Standing.Ill or Standing.Probing;
        }

        return someoneIsIll && usable < threshold * configured;
    }

    /// <summary>Whether one of this standing may be used.</summary>
    public static bool Includes(Standing standing, bool panic) => standing switch
    {
        Standing.Usable or Standing.Probing => true,
        Standing.Ill => panic,
        _ => false,
    };
}
