namespace LearnLoadBalancer.Zoo;

/// <summary>One animal of the zoo.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Line">What it does wrong, in a line.</param>
/// <param name="Create">Makes a balancer that does so.</param>
internal sealed record Fault(string Name, string Line, Func<ZooSettings, Balancer> Create);
