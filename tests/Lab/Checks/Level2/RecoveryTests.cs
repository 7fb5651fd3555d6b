using System.Net.Sockets;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Zoo;
using ZooHealth = LearnLoadBalancer.Zoo.Health;

namespace LearnLoadBalancer.Tests.Lab.Checks.Level2;

[TakesLong]
public sealed class RecoveryTests
{
    /// <summary>So slow that fewer requests than it takes to tell fit into the time: a busy machine, not a fault.</summary>
    [Fact]
    public async Task RecoveryFromAllDown_SlowBalancer_Passes()
    {
        CheckOutcome outcome = await InProcessTarget.CheckAsync("recovery-from-all-down", settings => new Slow(settings));

        Assert.True(outcome.Verdict == Verdict.Passed, $"{outcome.Verdict}: {outcome.Came} {outcome.Reason}");
    }

    private sealed class Slow(ZooSettings settings) : Balancer(settings)
    {
        protected override async Task ServeAsync(Socket client, ZooHealth health, CancellationToken abort)
        {
            await Task.Delay(TimeSpan.FromSeconds(2), abort);
            await base.ServeAsync(client, health, abort);
        }
    }
}
