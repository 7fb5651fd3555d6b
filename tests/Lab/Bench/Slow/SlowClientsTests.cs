using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Lab.Bench;
using LearnLoadBalancer.Lab.Bench.Backends;
using LearnLoadBalancer.Lab.Bench.Slow;

namespace LearnLoadBalancer.Tests.Lab.Bench.Slow;

public sealed class SlowClientsTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task NobodyListens_EndsWithALineThatSaysSo()
    {
        using var absent = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        absent.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // Its own, and closed to all.
        using var clients = new SlowClients((IPEndPoint)absent.LocalEndPoint!, 10, SlowKind.Heads);

        var trouble = await Assert.ThrowsAsync<BenchException>(() => clients.RunAsync(CancellationToken.None).WaitAsync(Guard));

        Assert.Equal("The proxy takes no connections any more: it may have ended.", trouble.Message);
        Assert.Equal((0, 10), (clients.Connected, clients.NeverConnected));
    }

    [Fact]
    public async Task Uploads_AtABackend_AreAllConnectedAtTheEnd()
    {
        using var backend = new RawBackend();
        Task serving = backend.RunAsync();
        using var clients = new SlowClients(new IPEndPoint(IPAddress.Loopback, backend.Port), 10, SlowKind.Bodies);
        using var end = new CancellationTokenSource();
        Task running = clients.RunAsync(end.Token);
        await clients.AllConnected.WaitAsync(Guard);
        await end.CancelAsync();
        await running.WaitAsync(Guard);

        Assert.Equal((10, 0, 0), (clients.Connected, clients.Responses, clients.Cut));
        backend.Dispose();
        await serving.WaitAsync(Guard);
    }
}
