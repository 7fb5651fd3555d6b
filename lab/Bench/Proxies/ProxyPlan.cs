namespace LearnLoadBalancer.Lab.Bench.Proxies;

/// <summary>Where a proxy is to listen, and to whom it forwards.</summary>
/// <param name="Port">Its port on the loopback address.</param>
/// <param name="BackendPorts">The ports of its backends, on the same address.</param>
/// <param name="Folder">A folder of its own for configuration and temporary files.</param>
internal sealed record ProxyPlan(int Port, IReadOnlyList<int> BackendPorts, string Folder);
