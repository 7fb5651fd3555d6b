namespace LearnLoadBalancer.Lab.Race;

/// <summary>The clock of the simulation: it jumps from event to event, so twenty seconds take a tenth of one.</summary>
internal sealed class VirtualTime : TimeProvider
{
    /// <summary>Ticks of 100 ns since the start.</summary>
    public long Now { get; set; }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => Now;
}
