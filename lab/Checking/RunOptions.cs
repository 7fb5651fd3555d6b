namespace LearnLoadBalancer.Lab.Checking;

/// <summary>How to check.</summary>
/// <param name="Level">Up to which level.</param>
/// <param name="Seed">What all random values come from.</param>
internal sealed record RunOptions(int Level, int Seed)
{
    /// <summary>The time between two health checks of the program. Default: 10 seconds, as in the course.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the program may take to start: it may have to be built first. Default: 90 seconds.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>The ids of the checks to run, and no others; empty: all of the level.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>The checks to run, in order. The program must listen in any case.</summary>
    public IReadOnlyList<Check> Select() => Only.Count == 0
        ? CheckCatalog.UpTo(Level)
        : [.. CheckCatalog.All.Where(check => check.Id == "listens" || Only.Contains(check.Id))];
}
