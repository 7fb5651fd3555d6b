namespace LearnLoadBalancer.Level5.Ejection;

/// <summary>Whether one more may be ejected: the rule, without state.</summary>
/// <remarks>
/// The fewer are left, the more each of them has to bear, until they fail because of that. Envoy's cap of 10 % was read
/// in three ways with two or three hosts (envoy#3263, #27066, #26877), and could take the only one (envoy#17504). So:
/// counted is what would be ejected afterwards, one always may be, and the last that works never.
/// </remarks>
internal static class EjectionCap
{
    /// <summary>Whether it may be.</summary>
    /// <param name="ejected">How many are already.</param>
    /// <param name="othersUsable">How many work, the one in question left out.</param>
    /// <param name="all">How many there are.</param>
    /// <param name="most">The share that may be, 0 to 1.</param>
    public static bool Allows(int ejected, int othersUsable, int all, double most)
    {
        // exercise 5.3: begin
        // A little more than nothing is added, since 0.29 x 100 is 28.999999999999996.
        int limit = Math.Max(1, (int)Math.Floor((most * all) + 1e-9));
        return othersUsable > 0 && ejected + 1 <= limit;
        // exercise 5.3: end
    }
}
