using System.Net.Sockets;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Tests.Lab.Checks;
using LearnLoadBalancer.Zoo;
using ZooHealth = LearnLoadBalancer.Zoo.Health;

namespace LearnLoadBalancer.Tests.Lab.Checking;

[TakesLong]
public sealed class ProgramLifeTests
{
    /// <summary>Those of <c>listens</c> and <c>responds</c>, and none of the check that follows.</summary>
    private const int Served = 16;

    [Fact]
    public async Task Run_ProgramThatFallsSilent_CostsOneCheckAndIsStartedAgain()
    {
        RunReport report = await InProcessTarget.RunAsync(settings => new FallsSilent(settings), "responds", "body-empty", "response-length");

        Assert.Equal(["listens", "responds", "body-empty", "response-length"], report.Outcomes.Select(outcome => outcome.Check.Id));
        Assert.Equal([Verdict.Passed, Verdict.Passed, Verdict.Failed, Verdict.Passed], report.Outcomes.Select(outcome => outcome.Verdict));
        Assert.Equal("no response within 10 s; and since then the program has answered nobody", report.Outcomes[2].Came);
        Assert.Equal("The program fell silent in 'body-empty'. Start it again, with all backends up", report.Outcomes[3].Steps[0]);
        Assert.Equal("started again", report.Outcomes[3].Note);
    }

    /// <summary>All its places are taken, say, by clients that it has lost.</summary>
    private sealed class FallsSilent(ZooSettings settings) : Balancer(settings)
    {
        private int _clients;

        protected override async Task ServeAsync(Socket client, ZooHealth health, CancellationToken abort)
        {
            if (Interlocked.Increment(ref _clients) > Served)
            {
                await Task.Delay(Timeout.Infinite, abort);
            }

            await base.ServeAsync(client, health, abort);
        }
    }
}
