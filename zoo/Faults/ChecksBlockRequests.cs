using System.Net.Sockets;
using System.Text;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>
/// Requests and checks exclude each other, as with one lock around a whole round: while a check waits
/// for a backend that is silent, so does every client.
/// </summary>
internal sealed class ChecksBlockRequests(ZooSettings settings) : Balancer(settings)
{
    protected override Health CreateHealth(HealthSettings health) => new Blocking(health);

    protected override async ValueTask<Backend?> PickAsync(Health health)
    {
        await ((Blocking)health).Round;
        return await base.PickAsync(health);
    }

    private sealed class Blocking(HealthSettings settings) : Health(settings)
    {
        private static readonly byte[] Probe = Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: check\r\nConnection: close\r\n\r\n");

        private readonly BackendConnector _connector = settings.Connector;
        private volatile Task _round = Task.CompletedTask;

        /// <summary>The round that is under way, or the last one.</summary>
        public Task Round => _round;

        public override Task CheckAllAsync(CancellationToken stop) => _round = base.CheckAllAsync(stop);

        /// <summary>Waits for the first byte of an answer: a dial alone would rarely be slow enough to see.</summary>
        protected override async Task<bool> IsAliveAsync(Backend backend, CancellationToken stop)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(DialLimit);
            try
            {
                ConnectResult dialled = await _connector.ConnectAsync(backend, DialLimit, limit.Token);
                if (!dialled.Succeeded)
                {
                    return false;
                }

                using Socket socket = dialled.Connection;
                await socket.SendAsync(Probe, limit.Token);
                return await socket.ReceiveAsync(new byte[1], limit.Token) > 0;
            }
            catch (Exception e) when (e is SocketException || (e is OperationCanceledException && !stop.IsCancellationRequested))
            {
                return false;
            }
        }
    }
}
