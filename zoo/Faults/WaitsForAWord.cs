using System.Net.Sockets;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>A check that asks and waits for the response, however long: one silent backend, and nobody behind it is checked any more.</summary>
internal sealed class WaitsForAWord(ZooSettings settings) : Balancer(settings)
{
    protected override Health CreateHealth(HealthSettings health) => new Patient(health);

    private sealed class Patient(HealthSettings settings) : Health(settings)
    {
        private static readonly ReadOnlyMemory<byte> Question = "GET / HTTP/1.1\r\nHost: zoo\r\nConnection: close\r\n\r\n"u8.ToArray();

        private readonly BackendConnector _connector = settings.Connector;

        protected override async Task<bool> IsAliveAsync(Backend backend, CancellationToken stop)
        {
            ConnectResult dialled = await _connector.ConnectAsync(backend, DialLimit, stop);
            if (!dialled.Succeeded)
            {
                return false;
            }

            using Socket connection = dialled.Connection;
            try
            {
                await connection.SendAsync(Question, stop);
                return await connection.ReceiveAsync(new byte[1], stop) > 0;
            }
            catch (SocketException)
            {
                return false;
            }
        }
    }
}
