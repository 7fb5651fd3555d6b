using System.Net.Sockets;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Zoo;
using LearnLoadBalancer.Zoo.Http;
using ZooHealth = LearnLoadBalancer.Zoo.Health;

namespace LearnLoadBalancer.Tests.Lab.Checks.Level3;

public sealed class CleanPoolTests
{
    [Fact]
    public async Task AnswersCollectedBeforeTheyAreSent_Checked_IsToldSoInsteadOfAHang()
    {
        CheckOutcome outcome = await InProcessTarget.CheckAsync("clean-pool", settings => new Collector(settings));

        Assert.Equal(Verdict.Failed, outcome.Verdict);
        Assert.Contains("the head of a response within 5 s", outcome.Expected);
        Assert.Contains("it seems to collect a response", outcome.Came);
    }

    /// <summary>As Node's http.request does: the request's head waits for the first byte of its body.</summary>
    [Fact]
    public async Task HeadHeldBackUntilTheBodyComes_Checked_IsToldSoInsteadOfPassed()
    {
        CheckOutcome outcome = await InProcessTarget.CheckAsync("clean-pool", settings => new HoldsHeads(settings));

        Assert.Equal(Verdict.Failed, outcome.Verdict);
        Assert.Equal("no response within 5 s: the request's head never reached a backend", outcome.Came);
        Assert.Contains("flushHeaders()", outcome.Hint, StringComparison.Ordinal);
    }

    private sealed class HoldsHeads(ZooSettings settings) : HttpBalancer(settings)
    {
        private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

        protected override ValueTask<Backend?> PickForAsync(HttpConnection client, Request request, ZooHealth health)
        {
            _ = request.Body == Body.None || client.Socket.Poll(Longest, SelectMode.SelectRead);
            return base.PickForAsync(client, request, health);
        }
    }

    /// <summary>Sends a response when it has all of it.</summary>
    private sealed class Collector(ZooSettings settings) : HttpBalancer(settings)
    {
        private readonly AsyncLocal<Head?> _head = new();

        protected override Task SendHeadAsync(Socket client, Head response)
        {
            _head.Value = response;
            return Task.CompletedTask;
        }

        protected override async Task SendBodyAsync(MessageReader from, Body body, Socket client, bool clientStays)
        {
            var whole = new MemoryStream();
            whole.Write(_head.Value!.ToBytes());
            await BodyCopier.CopyAsync(from, body, bytes => whole.WriteAsync(bytes).AsTask(), CancellationToken.None);
            await BodyCopier.SendAsync(client, whole.ToArray());
        }
    }
}
