using System.Net.Sockets;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>
/// Accepts the next client when the last one has its backend's connection, as a loop does that dials before it starts a thread
/// for the client. While one dial hangs, nobody is accepted.
/// </summary>
internal sealed class DialsInTheAcceptLoop(ZooSettings settings) : Balancer(settings)
{
    private readonly BackendConnector _connector = new(TimeProvider.System);
    private readonly Lock _lock = new();
    private Task _last = Task.CompletedTask;

    protected override async Task ServeAsync(Socket client, Health health, CancellationToken abort)
    {
        Task<Socket?> dialling;
        lock (_lock)
        {
            _last = dialling = DialAfterAsync(_last, health, abort);
        }

        await (await dialling is { } backend ? RelayAsync(client, backend) : SendBadGatewayAsync(client, abort));
    }

    private async Task<Socket?> DialAfterAsync(Task before, Health health, CancellationToken abort)
    {
        await before;
        return await PickAsync(health) is { } backend ? (await _connector.ConnectAsync(backend, BackendConnector.DefaultLimit, abort)).Connection : null;
    }
}
