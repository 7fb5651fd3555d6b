using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level5;

internal sealed class SlowStart : DetectionCheck
{
    private const int Requests = 40;

    /// <summary>Its full share is 13 of 40. In the first two of four seconds it has a quarter of its weight: 3 of 40.</summary>
    private const int TooMany = 10;

    public override string Id => "slow-start";

    public override int Order => 110;

    public override string Title => "A backend that comes back gets a small share first, and its full share after the slow start";

    public override string Hint =>
        "It comes back with cold caches, and its full share at once could fell it again. From the moment at which it is back, count its weight for a "
        + "tenth, and then for more and more, up to the whole after --slow-start. A weight of 1 has no tenth: multiply all weights by 16, say, as long as somebody warms up. It "
        + "never gets its full share: do you set the time back with every check that passes?";

    public override string Chapter => Chapters.Level5("slow-start");

    public override IReadOnlyList<string> Needs => ["rise-and-fall", "weights"];

    protected override PolicyPlan Plan => DetectionPlans.Slow;

    protected override async Task<bool> TryAsync(CheckContext context, PolicyProgram program)
    {
        var traffic = new Traffic(context, program);
        int backend = AnyOf(context);
        var page = new HealthPage(context.Backends[backend]);
        context.Step($"{DetectionPlans.Page} of backend {backend} answers 503, until it gets no requests");
        page.Say(HealthPage.Ill);
        if (!await traffic.WaitUntilAsync(backend, used: false, context.Grace))
        {
            throw new CheckFailedException($"no requests at backend {backend} after {context.GraceText}", "some", ByHand.Loop(traffic.Client, Traffic.TwoTurns));
        }

        context.Step($"From now on it answers 200. Send requests until the backend gets one, and {Requests} more");
        page.Say(HealthPage.Well);
        await context.WaitUntilAsync(() => page.Responded > 0, context.Grace);
        TimeSpan began = context.Session.Timeline.Now;
        while (!Traffic.Reached(await traffic.SendAsync(), backend))
        {
            if (context.Session.Timeline.Now - began > context.Grace)
            {
                throw new CheckFailedException($"requests at backend {backend}, whose checks pass again, after {context.GraceText}", "none", ByHand.Tally(traffic.Client, Requests));
            }
        }

        int share = await ShareAsync(traffic, backend);
        if (context.Session.Timeline.Now - began > DetectionPlans.SlowStart / 2)
        {
            return false;
        }

        if (share >= TooMany)
        {
            throw new CheckFailedException($"two to four of them at backend {backend}, which has just come back", $"{share}", ByHand.Tally(traffic.Client, Requests));
        }

        await ReachesFullShareAsync(context, traffic, backend);
        return true;
    }

    private static async Task ReachesFullShareAsync(CheckContext context, Traffic traffic, int backend)
    {
        context.Step($"Send {Requests} requests again and again, until it gets its full share");
        TimeSpan end = context.Session.Timeline.Now + DetectionPlans.SlowStart + context.Grace;
        int share;
        bool late;
        do
        {
            await Task.Delay(50, context.Stop);
            late = context.Session.Timeline.Now > end;
            share = await ShareAsync(traffic, backend);
        }
        while (share < Requests / 3 && !late);
        if (share < Requests / 3)
        {
            throw new CheckFailedException($"{Requests / 3} of {Requests} requests at backend {backend} when it has been back for longer than the slow start", $"{share}", ByHand.Tally(traffic.Client, Requests));
        }
    }

    private static async Task<int> ShareAsync(Traffic traffic, int backend)
    {
        int share = 0;
        for (int i = 0; i < Requests; i++)
        {
            share += Traffic.Reached(await traffic.SendAsync(), backend) ? 1 : 0;
        }

        return share;
    }
}
