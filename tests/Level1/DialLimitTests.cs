using LearnLoadBalancer.Net;
using LearnLoadBalancer.Tests.Contracts;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Level1;

/// <summary>A client does not wait for ever for a backend that does not pick up.</summary>
public sealed class DialLimitTests
{
    [Fact]
    public async Task Request_BackendDoesNotPickUp_IsA502AtTheLimitAndNotBefore()
    {
        var time = new ManualTimeProvider();
        using var silent = new SilentListener();
        await using RunningLevel level = RunningLevel.Start(new Contracts.Level1(), silent.Address, time);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        Task<string> response = client.ReadToEndAsync();

        await time.WhenSomebodyWaitsAsync(BackendConnector.DefaultLimit);
        time.Advance(BackendConnector.DefaultLimit - TimeSpan.FromTicks(1));
        Assert.False(response.IsCompleted);
        time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(HttpText.BadGateway, await response.EndsAsync("the response"));
    }
}
