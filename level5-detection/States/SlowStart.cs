namespace LearnLoadBalancer.Level5.States;

/// <summary>How much of its weight a backend has that has just come back: a tenth at first, and then more in a straight line.</summary>
/// <remarks>
/// Its caches are cold and its code is not compiled yet, so its full share at once could fell it again. HAProxy:
/// <c>slowstart</c>; Envoy: <c>slow_start_config</c>.
/// </remarks>
internal static class SlowStart
{
    /// <summary>What it has from the first moment on. With less, it could wait for its first request for ever.</summary>
    public const double Least = 0.1;

    /// <summary>
    /// All weights are so many times larger while somebody warms up: a weight of 1 has no tenth. HAProxy scales them
    /// by the same number.
    /// </summary>
    public const int Scale = 16;

    /// <summary>The share of its weight, from a tenth to 1.</summary>
    /// <param name="since">How long it has been back.</param>
    /// <param name="window">How long it takes to warm up.</param>
    public static double ShareAt(TimeSpan since, TimeSpan window) =>
        since >= window ? 1 : Math.Max(Least, since / window);

    /// <summary>The weight on the larger scale. One that drains stays at 0, and no other falls to it.</summary>
    /// <param name="weight">The weight that was given.</param>
    /// <param name="share">How much of it counts now, see <see cref="ShareAt"/>.</param>
    public static int Scaled(int weight, double share) =>
        weight == 0 ? 0 : Math.Max(1, (int)Math.Round(weight * Scale * share));
}
