namespace LearnLoadBalancer.Lab.Checking;

/// <summary>How a program that is started shall balance. Without options and weights: as it does when nothing is said.</summary>
/// <param name="Options">Words of its command line, such as <c>--policy least-requests</c>.</param>
internal sealed record PolicyPlan(params IReadOnlyList<string> Options)
{
    private const string CheckInterval = "--check-interval";

    /// <summary>The weights of the backends, in their order; empty: nothing is said of weights.</summary>
    public IReadOnlyList<int> Weights { get; init; } = [];

    /// <summary>The whole that stands for <c>{options}</c> in a command: the backends, and how to choose among them.</summary>
    public IReadOnlyList<string> Arguments(IReadOnlyList<int> backendPorts) =>
    [
        .. backendPorts.Index().SelectMany(pair => (string[])
            ["--backend", $"127.0.0.1:{pair.Item}{(pair.Index < Weights.Count ? $",weight={Weights[pair.Index]}" : "")}"]),
        .. Options,
    ];

    /// <summary>The same for a program that is checked up to that level: from Level 5 on with health checks that come often.</summary>
    /// <remarks>
    /// From there on a backend that is down is asked more and more seldom, so the longer it was down, the later it is used again. With an interval of a
    /// second that is two thirds of the time, which is soon enough for the checks of all levels. With 5 s, the course's, it can be half a minute at once.
    /// </remarks>
    public PolicyPlan For(int level) => level < 5 || Options.Contains(CheckInterval) ? this : this with { Options = [.. Options, CheckInterval, "1s"] };
}
