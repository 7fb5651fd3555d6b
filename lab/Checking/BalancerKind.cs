namespace LearnLoadBalancer.Lab.Checking;

/// <summary>What a load balancer hands on. The checker finds out by sending something that is not HTTP.</summary>
internal enum BalancerKind
{
    /// <summary>Bytes: it connects its client with a backend and does not read what they say (Levels 1 and 2).</summary>
    Connections,

    /// <summary>Messages: it reads HTTP, and writes it anew (from Level 3 on).</summary>
    Requests,
}
