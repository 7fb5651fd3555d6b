using LearnLoadBalancer.Zoo.Http;

namespace LearnLoadBalancer.Zoo.Detection;

/// <summary>What requests have said of one backend. Under the balancer's lock.</summary>
internal sealed class Ejection
{
    /// <summary>How many have failed in a row.</summary>
    public int Failures { get; set; }

    /// <summary>Whether it is ejected, or one request finds out whether it works again.</summary>
    public bool IsOut { get; set; }

    /// <summary>When its ejection is over.</summary>
    public TimeSpan Until { get; private set; }

    /// <summary>The request that finds out.</summary>
    public Request? Probe { get; set; }

    /// <summary>Since when it is back, and may need time to get warm.</summary>
    public TimeSpan? BackSince { get; set; }

    private int _times;

    /// <summary>Begins an ejection: 1 s, 1.6 s, 2.6 s and so on, a fifth more or less. Level 5 forgives with time; this one does not.</summary>
    public void Begin(TimeSpan now)
    {
        Until = now + TimeSpan.FromSeconds(Math.Min(120, Math.Pow(1.6, _times++)) * (0.8 + (0.4 * Random.Shared.NextDouble())));
        (IsOut, Probe, Failures, BackSince) = (true, null, 0, null);
    }

    /// <summary>Ends it.</summary>
    public void End(TimeSpan now) => (IsOut, Probe, Failures, BackSince) = (false, null, 0, now);
}
