using System.Net.Sockets;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Zoo;
using ZooHealth = LearnLoadBalancer.Zoo.Health;

namespace LearnLoadBalancer.Tests.Lab.Checks.Level1;

/// <summary>What came says what to look for.</summary>
public sealed class BodyBinaryTests
{
    /// <summary>One recv, one send, and then only the response: the body comes in a packet of its own.</summary>
    [Fact]
    public async Task BodyBinary_OneReceiveOnly_IsAskedAboutThat()
    {
        CheckOutcome outcome = await InProcessTarget.CheckAsync("body-binary", settings => new ReceivesOnce(settings));

        Assert.Equal(Verdict.Failed, outcome.Verdict);
        Assert.Equal("0 of 1 bytes", outcome.Came);
        Assert.Contains("One recv() only?", outcome.Hint, StringComparison.Ordinal);
        Assert.StartsWith("printf '\\377' | curl", outcome.Evidence.Curl, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BodyBinary_502ForABody_IsAskedAboutThat()
    {
        CheckOutcome outcome = await InProcessTarget.CheckAsync("body-binary", settings => new RefusesBodies(settings));

        Assert.Equal(Verdict.Failed, outcome.Verdict);
        Assert.Equal("HTTP/1.1 502 Bad Gateway", outcome.Came);
        Assert.Contains("answered 502 or 503 itself, though all backends are up", outcome.Hint, StringComparison.Ordinal);
    }

    private sealed class ReceivesOnce(ZooSettings settings) : Balancer(settings)
    {
        protected override Copier CreateUpload(Socket client, Socket backend) => new FirstOnly(client, backend);
    }

    private sealed class FirstOnly(Socket from, Socket to) : Copier(from, to)
    {
        private bool _sent;

        protected override Task SendAsync(Memory<byte> bytes)
        {
            // What follows the head in the same packet is the head's luck. Here there is none.
            int end = bytes.Span.IndexOf("\r\n\r\n"u8) + 4;
            bool first = !_sent;
            _sent = true;
            return first ? base.SendAsync(bytes[..end]) : Task.CompletedTask;
        }
    }

    private sealed class RefusesBodies(ZooSettings settings) : Balancer(settings)
    {
        protected override async Task ServeAsync(Socket client, ZooHealth health, CancellationToken abort)
        {
            var peeked = new byte[4];
            await client.ReceiveAsync(peeked, SocketFlags.Peek, abort);
            await (peeked.AsSpan().SequenceEqual("POST"u8) ? SendBadGatewayAsync(client, abort) : base.ServeAsync(client, health, abort));
        }
    }
}
