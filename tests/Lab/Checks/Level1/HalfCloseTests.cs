using System.Net.Sockets;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Zoo;
using LearnLoadBalancer.Zoo.Http;
using ZooHealth = LearnLoadBalancer.Zoo.Health;

namespace LearnLoadBalancer.Tests.Lab.Checks.Level1;

[TakesLong]
public sealed class HalfCloseTests
{
    /// <summary>Go's ReverseProxy does so: it cancels the request to the backend, and has no response to pass on.</summary>
    [Fact]
    public async Task HalfClose_HttpProgramThatSays502ToIt_CouldNotTell()
    {
        CheckOutcome outcome = await InProcessTarget.CheckAsync("half-close", settings => new TakesItForLeaving(settings));

        Assert.Equal(Verdict.CouldNotTell, outcome.Verdict);
        Assert.Contains("HTTP/1.1 502 Bad Gateway", outcome.Reason, StringComparison.Ordinal);
        Assert.EndsWith("a choice, not a mistake.", outcome.Reason, StringComparison.Ordinal);
    }

    private sealed class TakesItForLeaving(ZooSettings settings) : HttpBalancer(settings)
    {
        private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

        protected override ValueTask<Backend?> PickForAsync(HttpConnection client, Request request, ZooHealth health) =>
            client.Socket.Poll(Look, SelectMode.SelectRead) ? new((Backend?)null) : base.PickForAsync(client, request, health);
    }
}
