namespace LearnLoadBalancer.Lab.Checking;

/// <summary>How a program that is started shall balance. Without options and weights: as it does when nothing is said.</summary>
/// <param name="Options">Words of its command line, such as <c>--policy least-requests</c>.</param>
internal sealed record PolicyPlan(params IReadOnlyList<string> Options)
{
    /// <summary>The weights of the backends, in their order; empty: nothing is said of weights.</summary>
    public IReadOnlyList<int> Weights { get; init; } = [];

    /// <summary>The whole that stands for <c>{options}</c> in a command: the backends, and how to choose among them.</summary>
    public IReadOnlyList<string> Arguments(IReadOnlyList<int> backendPorts) =>
    [
        .. backendPorts.Index().SelectMany(pair => (string[])
            ["--backend", $"127.0.0.1:{pair.Item}{(pair.Index < Weights.Count ? $",weight={Weights[pair.Index]}" : "")}"]),
        .. Options,
    ];
}
