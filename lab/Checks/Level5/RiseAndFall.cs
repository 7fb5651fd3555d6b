using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level5;

internal sealed class RiseAndFall : DetectionCheck
{
    public override string Id => "rise-and-fall";

    public override int Order => 30;

    public override string Title => "It takes three failed checks to bring a backend down, and two good ones to bring it up";

    public override string Hint =>
        "One lost packet fails one check. Who believes it at once takes a backend out that is well, and back, and out: it flaps. Count the results "
        + "in a row that contradict what is known; at --fall or --rise of them it changes, and one that agrees sets the count back to 0. A backend that goes on "
        + "failing and is never left out: does a status from 400 on count as a failure?";

    public override string Chapter => Chapters.Level5("rise-and-fall");

    protected override PolicyPlan Plan => DetectionPlans.Careful;

    protected override async Task<bool> TryAsync(CheckContext context, PolicyProgram program)
    {
        int backend = AnyOf(context);
        var traffic = new Traffic(context, program);
        var checks = new HeldChecks(context.Backends[backend], context.Session.Timeline);
        try
        {
            return await FallsAsync(context, traffic, checks, backend) && await RisesAsync(context, traffic, checks, backend);
        }
        finally
        {
            checks.Release();
        }
    }

    private static async Task<bool> FallsAsync(CheckContext context, Traffic traffic, HeldChecks checks, int backend)
    {
        context.Step($"Answer two health checks of backend {backend} with 503, and let the third wait");
        (await checks.NextAsync(context)).Respond(HealthPage.Ill);
        (await checks.NextAsync(context)).Respond(HealthPage.Ill);
        HeldCheck third = await checks.NextAsync(context);
        context.Step($"Send {Traffic.TwoTurns} requests");
        HashSet<int> reached = await traffic.SendAsync(Traffic.TwoTurns);
        if (!third.IsFresh)
        {
            return false;
        }

        if (!reached.Contains(backend))
        {
            throw new CheckFailedException($"some of them at backend {backend}, which has failed two checks of three", "none", ByHand.Loop(traffic.Client, Traffic.TwoTurns));
        }

        context.Step("Answer the third with 503, too, and send requests until it gets none any more");
        third.Respond(HealthPage.Ill);
        return await traffic.WaitUntilAsync(backend, used: false, context.Grace) ? true : throw new CheckFailedException(
            $"no requests at backend {backend}, whose last three checks have failed, after {context.GraceText}", "some", ByHand.Loop(traffic.Client, Traffic.TwoTurns));
    }

    private static async Task<bool> RisesAsync(CheckContext context, Traffic traffic, HeldChecks checks, int backend)
    {
        HeldCheck first = await checks.NextAsync(context);
        while (!first.IsFresh)
        {
            first = await checks.NextAsync(context); // It came while the requests went out, and was given up meanwhile: it has failed.
        }

        context.Step("Answer the next check with 200, and let the second wait");
        first.Respond(HealthPage.Well);
        HeldCheck second = await checks.NextAsync(context);
        context.Step($"Send {Traffic.TwoTurns} requests");
        if ((await traffic.SendAsync(Traffic.TwoTurns)).Contains(backend))
        {
            throw new CheckFailedException($"none of them at backend {backend}, which has passed one check of two", "some", ByHand.Loop(traffic.Client, Traffic.TwoTurns));
        }

        if (!second.IsFresh)
        {
            return false;
        }

        context.Step("Answer it with 200, too, and all that follow, and send requests until the backend gets some again");
        second.Respond(HealthPage.Well);
        checks.Release();
        return await traffic.WaitUntilAsync(backend, used: true, context.Grace) ? true : throw new CheckFailedException(
            $"requests at backend {backend}, whose checks pass again, after {context.GraceText}", "none", ByHand.Loop(traffic.Client, Traffic.TwoTurns));
    }
}
