namespace LearnLoadBalancer.Lab.Race.Live;

/// <summary>The time of a live race: ticks of 100 ns since its start, as the load counts them.</summary>
internal sealed class RaceClock(TimeProvider time)
{
    private long _start = time.GetTimestamp();

    /// <summary>The time now.</summary>
    public long Now => time.GetElapsedTime(_start).Ticks;

    /// <summary>Begins again at 0.</summary>
    public void Start() => _start = time.GetTimestamp();
}
