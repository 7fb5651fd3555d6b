using LearnLoadBalancer.Level5.States;

namespace LearnLoadBalancer.Level5.Ejection;

/// <summary>When a backend that fails its requests is left alone, and for how long.</summary>
internal sealed record EjectionOptions
{
    /// <summary>So many failures in a row are enough. 5, as in Envoy and Finagle. 0: nobody is ejected at all.</summary>
    public int After { get; init; } = 5;

    /// <summary>The share of all backends that may be ejected at the same time, 0 to 1. One always may.</summary>
    public double Most { get; init; } = 0.5;

    /// <summary>The other rule: this share of the requests of a window has failed.</summary>
    public double Share { get; init; } = 0.5;

    /// <summary>But not of fewer than so many: two of three is chance.</summary>
    public int ShareOf { get; init; } = 20;

    /// <summary>How long the window is.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For how long. 1, 1.6, 2.6 … 120 s, a fifth more or less: gRPC's numbers.</summary>
    public Backoff Duration { get; init; } = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(120), 0.2);

    /// <summary>So much time in use is forgiven with one step back in the row of durations. Envoy and gRPC count so, too.</summary>
    public TimeSpan Forgiveness { get; init; } = TimeSpan.FromSeconds(10);
}
