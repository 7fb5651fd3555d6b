namespace LearnLoadBalancer.Lab.Race;

/// <summary>How much later than intended requests went out, in milliseconds: how far the measuring machine was behind.</summary>
/// <param name="P99">What 99 of 100 did not exceed.</param>
/// <param name="Worst">The worst.</param>
internal sealed record SendingLag(double P99, double Worst)
{
    /// <summary>
    /// A thread that sleeps for a millisecond between two looks at the clock is up to two late, and a scheduler that
    /// has others to serve adds a few. Beyond this the machine is too slow for the load.
    /// </summary>
    public const double Bearable = 10;

    /// <summary>True when the machine could not keep up.</summary>
    public bool IsTooMuch => P99 > Bearable;
}
