namespace LearnLoadBalancer.Lab.Bench.Proxies;

/// <summary>The configuration of HAProxy.</summary>
internal static class HaproxyConfig
{
    /// <summary>Writes the file's text.</summary>
    /// <param name="plan">The ports.</param>
    /// <param name="mode"><c>http</c>: as Level 3 works; <c>tcp</c>: as Levels 1 and 2 do.</param>
    public static string Write(ProxyPlan plan, string mode) =>
        $"""
        global
          nbthread 1
          maxconn 8000
        defaults
          mode {mode}
          timeout connect 5s
          timeout client 1h
          timeout server 1h
        frontend clients
          bind 127.0.0.1:{plan.Port} backlog 4096
          default_backend servers
        backend servers
          balance roundrobin
        {(mode == "http" ? "  http-reuse always" : "")}
        {string.Join('\n', plan.BackendPorts.Select((port, i) => $"  server s{i + 1} 127.0.0.1:{port}"))}

        """;
}
