namespace LearnLoadBalancer.Lab.Race;

/// <summary>A simulated backend.</summary>
/// <param name="Name">Its name in tables and charts.</param>
/// <param name="Speed">How fast it works: with 2 a request takes half of its cost.</param>
/// <param name="Weight">What the policies are told of it.</param>
/// <param name="Stalls">Whether it stops now and then, as for a garbage collection or a full disk.</param>
internal sealed record RaceServer(string Name, double Speed = 1, int Weight = 1, bool Stalls = false)
{
    /// <summary>How many requests it works on at a time. The others wait, in the order in which they came.</summary>
    public const int Workers = 4;

    /// <summary>How many may wait. Who comes then is refused.</summary>
    public const int LongestQueue = 200;
}
