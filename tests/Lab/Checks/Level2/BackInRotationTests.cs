using System.Net.Sockets;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checks.Level2;
using LearnLoadBalancer.Zoo;
using ZooHealth = LearnLoadBalancer.Zoo.Health;

namespace LearnLoadBalancer.Tests.Lab.Checks.Level2;

[TakesLong]
public sealed class BackInRotationTests
{
    /// <summary>The outage comes in a check of Level 1. The right hint is this check's, whichever one meets it first.</summary>
    [Fact]
    public async Task BackInRotation_NothingComesBackAfterAnEarlierOutage_IsWhatFails()
    {
        RunReport report = await InProcessTarget.RunAsync(
            settings => new NeverAgain(settings), "responds", "refused-502", "survives", "dead-skipped", "back-in-rotation");

        CheckOutcome survives = report.Outcomes.Single(outcome => outcome.Check.Id == "survives");
        Assert.Equal(Verdict.Failed, survives.Verdict);
        Assert.StartsWith("The program lives and answers", survives.Hint, StringComparison.Ordinal);
        CheckOutcome returns = report.Outcomes.Single(outcome => outcome.Check.Id == "back-in-rotation");
        Assert.Equal((Verdict.Failed, new BackInRotation().Hint), (returns.Verdict, returns.Hint));
        Assert.Equal("the last requests got 502 502 502 502 502 502", returns.Came);
    }

    /// <summary>A request that is refused marks every backend as dead, and nobody looks again.</summary>
    private sealed class NeverAgain(ZooSettings settings) : Balancer(settings)
    {
        private bool _over;

        protected override async Task ServeAsync(Socket client, ZooHealth health, CancellationToken abort)
        {
            await (Volatile.Read(ref _over) ? SendBadGatewayAsync(client, abort) : base.ServeAsync(client, health, abort));
        }

        protected override Task SendBadGatewayAsync(Socket client, CancellationToken abort)
        {
            Volatile.Write(ref _over, true);
            return base.SendBadGatewayAsync(client, abort);
        }
    }
}
