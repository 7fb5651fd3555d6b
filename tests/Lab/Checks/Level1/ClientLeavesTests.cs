using System.Net.Sockets;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Zoo;
using ZooHealth = LearnLoadBalancer.Zoo.Health;

namespace LearnLoadBalancer.Tests.Lab.Checks.Level1;

public sealed class ClientLeavesTests
{
    /// <summary>It blames the backends for the clients that left: after a few, nobody is left to ask.</summary>
    [Fact]
    public async Task ClientLeaves_RequestsThatNeverReachABackend_IsAFailureOfItsOwn()
    {
        CheckOutcome outcome = await InProcessTarget.CheckAsync("client-leaves", settings => new BlamesTheBackend(settings));

        Assert.Equal(Verdict.Failed, outcome.Verdict);
        Assert.Equal("the request at a backend, though other clients have left before", outcome.Expected);
        Assert.Equal("HTTP/1.1 502 Bad Gateway", outcome.Came);
        Assert.Contains("must not count against the backends", outcome.Hint, StringComparison.Ordinal);
    }

    private sealed class BlamesTheBackend(ZooSettings settings) : Balancer(settings)
    {
        /// <summary>So many connections may break; then all backends are dead to it.</summary>
        private const int Most = 3;

        private int _broken;

        protected override async Task ServeAsync(Socket client, ZooHealth health, CancellationToken abort)
        {
            if (Volatile.Read(ref _broken) >= Most)
            {
                await SendBadGatewayAsync(client, abort);
                return;
            }

            await base.ServeAsync(client, health, abort);
        }

        protected override async Task RelayAsync(Socket client, Socket backend)
        {
            using (backend)
            {
                await new Blaming(client, backend, CreateUpload(client, backend), CreateDownload(backend, client), () => Interlocked.Increment(ref _broken)).RunAsync();
            }
        }
    }

    private sealed class Blaming(Socket client, Socket backend, Copier upload, Copier download, Action broken) : Relay(client, backend, upload, download)
    {
        protected override void Abort()
        {
            broken();
            base.Abort();
        }
    }
}
