using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level5;

internal sealed class Panic : DetectionCheck
{
    public override string Id => "panic";

    public override int Order => 100;

    public override string Title => "With fewer than half of the backends usable, the ill ones are used again, and the dead one is not";

    public override string Hint =>
        "When most look ill, it is mostly the load, or the check: the few that are left would fall next. So below half of them use those that fail their checks as well: a "
        + "slow response is better than none. But not those whose last check was refused: nobody is there, and each request that goes there fails, or is late. "
        + "Keep the last check's result apart from the state.";

    public override string Chapter => Chapters.Level5("panic");

    public override IReadOnlyList<string> Needs => ["rise-and-fall", "dead-skipped"];

    protected override PolicyPlan Plan => DetectionPlans.Quick;

    protected override async Task<bool> TryAsync(CheckContext context, PolicyProgram program)
    {
        var traffic = new Traffic(context, program);
        int dead = AnyOf(context);
        int[] others = Others(context, dead);
        await program.LoseAsync(context, dead);
        var page = new HealthPage(context.Backends[others[0]]);
        context.Step($"From now on {DetectionPlans.Page} of backend {others[0]} answers 503. Wait for two such checks");
        page.Say(HealthPage.Ill);
        if (!await context.WaitUntilAsync(() => page.Responded >= 2, context.Grace)) // When the second comes, the first is known.
        {
            throw new CheckFailedException($"two health checks of backend {others[0]} within {context.GraceText}", $"{page.Responded}");
        }

        context.Step($"Send {2 * Traffic.TwoTurns} requests: one of three backends is well, one is ill, one is dead");
        HashSet<int> reached = await traffic.SendAsync(2 * Traffic.TwoTurns, $"a response from backend {others[0]} or {others[1]}, and nobody sent to backend {dead}, which is dead");
        return others.All(reached.Contains) ? true : throw new CheckFailedException(
            $"some at backend {others[1]}, which is well, and some at backend {others[0]}, which is ill, but better than nothing",
            $"all at backend {reached.Single()}",
            ByHand.Tally(traffic.Client, 2 * Traffic.TwoTurns));
    }
}
