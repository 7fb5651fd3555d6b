using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Level5.Checks;

/// <summary>The check of the levels before: a backend that takes a connection is alive.</summary>
/// <param name="dialler">Dials.</param>
internal sealed class TcpProbe(ProbeDialler dialler)
{
    /// <summary>Dials, and hangs up.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public async Task<CheckResult> CheckAsync(Backend backend, CancellationToken stop)
    {
        ConnectResult dialled = await dialler.DialAsync(backend, stop);
        dialled.Connection?.Dispose();
        return dialled.Succeeded ? CheckResult.Ok : dialler.Explain(dialled);
    }
}
