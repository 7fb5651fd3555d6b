namespace LearnLoadBalancer.Lab.Race;

/// <summary>For the charts: the most requests that each server had in flight, in each of the equal stretches of time.</summary>
/// <param name="servers">How many servers there are.</param>
/// <param name="end">When the time to be cut into stretches ends. What comes later counts to the last one.</param>
internal sealed class InFlightPeaks(int servers, long end)
{
    /// <summary>The pieces into which the time is cut.</summary>
    public const int Stretches = 120;

    private readonly int[] _now = new int[servers];
    private readonly int[] _reached = new int[servers];
    private readonly int[][] _peaks = [.. Enumerable.Range(0, servers).Select(_ => new int[Stretches])];

    /// <summary>How many each has now.</summary>
    public IReadOnlyList<int> Now => _now;

    /// <summary>The most in each stretch, for each server.</summary>
    public IReadOnlyList<IReadOnlyList<int>> All => _peaks;

    /// <summary>A server has one more, or one less. Times must not go back.</summary>
    public void Count(int server, int change, long time)
    {
        int stretch = (int)Math.Min(time * Stretches / (end + 1), Stretches - 1);
        while (_reached[server] < stretch)
        {
            _peaks[server][++_reached[server]] = _now[server]; // Nothing happened there: it was what it is.
        }

        _now[server] += change;
        _peaks[server][stretch] = Math.Max(_peaks[server][stretch], _now[server]);
    }
}
