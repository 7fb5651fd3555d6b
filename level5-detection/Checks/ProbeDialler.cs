using System.Globalization;
using System.Net.Sockets;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Level5.Checks;

/// <summary>The beginning of every check: a connection of its own, and what it means if there is none.</summary>
/// <remarks>
/// It is not one of those that requests use: such a one may be held by a process that is on its way out, while nobody
/// listens any more. And no request has to wait for one because of a check.
/// </remarks>
/// <param name="connector">Dials.</param>
/// <param name="limit">How long a check may take in all.</param>
internal sealed class ProbeDialler(BackendConnector connector, TimeSpan limit)
{
    /// <summary>How long a check may take in all.</summary>
    public TimeSpan Limit => limit;

    /// <summary>It took too long.</summary>
    public CheckResult TimedOut { get; } = new(CheckKind.Timeout, string.Create(CultureInfo.InvariantCulture, $"timeout after {limit.TotalSeconds:0.0##} s"));

    /// <summary>Opens a connection.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public Task<ConnectResult> DialAsync(Backend backend, CancellationToken stop) => connector.ConnectAsync(backend, limit, stop);

    /// <summary>What it means that there is none.</summary>
    public CheckResult Explain(ConnectResult failed) => failed.TimedOut ? TimedOut : failed.Error switch
    {
        SocketError.ConnectionRefused => new CheckResult(CheckKind.Refused, "refused"),
        SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable or SocketError.AddressNotAvailable => NotMade(failed.Error),
        _ => new CheckResult(CheckKind.Unreachable, $"unreachable: {new SocketException((int)failed.Error).Message}"),
    };

    /// <summary>We have no socket left for it. That says nothing of the backend, and would be so with every one.</summary>
    private static CheckResult NotMade(SocketError error) => new(CheckKind.NotMade, new SocketException((int)error).Message);
}
