namespace LearnLoadBalancer.Lab.Bench.Backends;

/// <summary>What a request to the lab's own backend asks for.</summary>
internal enum RawPath
{
    /// <summary>The short response; also the acknowledgement of an upload.</summary>
    Small,

    /// <summary>See <see cref="BenchContent.MediumSize"/>.</summary>
    Medium,

    /// <summary>See <see cref="BenchContent.LargeSize"/>.</summary>
    Large,
}
