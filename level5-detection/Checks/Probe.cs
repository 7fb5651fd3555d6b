using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Connections;

namespace LearnLoadBalancer.Level5.Checks;

/// <summary>Which of the checks the options ask for.</summary>
internal static class Probe
{
    /// <summary>The check.</summary>
    public static Func<Backend, CancellationToken, Task<CheckResult>> Of(CheckOptions options, HttpParts parts)
    {
        var dialler = new ProbeDialler(parts.Connector, options.Timeout);
        return options.Http is null ? new TcpProbe(dialler).CheckAsync : new HttpProbe(dialler, options.Http, parts.Time).CheckAsync;
    }
}
