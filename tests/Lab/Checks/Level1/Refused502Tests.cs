using System.Net.Sockets;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checks.Level1;
using LearnLoadBalancer.Zoo;

namespace LearnLoadBalancer.Tests.Lab.Checks.Level1;

/// <summary>What came says what to look for.</summary>
[TakesLong]
public sealed class Refused502Tests
{
    [Fact]
    public async Task Refused502_WaitsForTheClientsEndFirst_IsAskedAboutThat()
    {
        CheckOutcome outcome = await InProcessTarget.CheckAsync("refused-502", settings => new WaitsFirst(settings));

        Assert.Equal(Verdict.Failed, outcome.Verdict);
        Assert.Contains("wait for something else: for the client's end", outcome.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused502_LengthThatIsTooLong_IsAskedAboutThat()
    {
        CheckOutcome outcome = await InProcessTarget.CheckAsync("refused-502", settings => new Unfinished(settings));

        Assert.Equal(Verdict.Failed, outcome.Verdict);
        Assert.Contains("a Content-Length that is right", outcome.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused502_HangsUp_HasTheHintOfTheCheck()
    {
        CheckOutcome outcome = await InProcessTarget.CheckAsync("refused-502", settings => new HangsUp(settings));

        Assert.Equal(Verdict.Failed, outcome.Verdict);
        Assert.Equal(new Refused502().Hint, outcome.Hint);
    }

    private sealed class WaitsFirst(ZooSettings settings) : Balancer(settings)
    {
        protected override async Task SendBadGatewayAsync(Socket client, CancellationToken abort)
        {
            while (await client.ReceiveAsync(new byte[4096], abort) > 0)
            {
                // Until the client has finished: it never does.
            }

            await base.SendBadGatewayAsync(client, abort);
        }
    }

    private sealed class Unfinished(ZooSettings settings) : Balancer(settings)
    {
        protected override async Task SendBadGatewayAsync(Socket client, CancellationToken abort)
        {
            await client.SendAsync("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 99\r\nConnection: close\r\n\r\ntoo short\n"u8.ToArray(), abort);
            client.Shutdown(SocketShutdown.Send);
            await client.ReceiveAsync(new byte[4096], abort);
        }
    }

    private sealed class HangsUp(ZooSettings settings) : Balancer(settings)
    {
        protected override Task SendBadGatewayAsync(Socket client, CancellationToken abort) => Task.CompletedTask;
    }
}
