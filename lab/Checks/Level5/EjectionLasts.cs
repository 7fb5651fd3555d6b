using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level5;

internal sealed class EjectionLasts : DetectionCheck
{
    /// <summary>Each is 1.6 times as long as the one before, so it is enough for a machine that is ever so slow.</summary>
    private const int MostEjections = 5;

    /// <summary>So many good checks: the first may have been under way before.</summary>
    private const int GoodChecks = 2;

    public override string Id => "ejection-lasts";

    public override int Order => 70;

    public override string Title => "A health check that passes does not end an ejection";

    public override string Hint =>
        "The backend's health page was fine all the time, while its requests failed: so it says nothing about them. If each good check lets it back, "
        + "it fails a few more requests after every check, for ever. Keep the two apart: the checks say whether it is up, the requests whether it is ejected, "
        + "and it is used when both say yes.";

    public override string Chapter => Chapters.Level5("passive-checks");

    public override IReadOnlyList<string> Needs => ["ejection-ends"];

    protected override PolicyPlan Plan => DetectionPlans.Both;

    protected override async Task<bool> TryAsync(CheckContext context, PolicyProgram program)
    {
        var traffic = new Traffic(context, program);
        var sick = new SickBackend(context, traffic, AnyOf(context));
        var page = new HealthPage(context.Backends[sick.Number]);
        traffic.Failing.Add(sick.Number);
        context.Step($"Backend {sick.Number} answers 503 until it is ejected. Its {DetectionPlans.Page} answers 200");
        for (int ejection = 1; ejection <= MostEjections; ejection++)
        {
            TimeSpan until = await sick.WaitUntilEjectedAsync();
            if (ejection == 1)
            {
                context.Step($"Wait for {GoodChecks} checks more that pass, and send {Traffic.TwoTurns} requests");
            }

            page.Say(HealthPage.Well); // Counts from here.
            await context.WaitUntilAsync(() => page.Responded >= GoodChecks, until - context.Session.Timeline.Now);
            if (page.Responded < GoodChecks)
            {
                continue;
            }

            bool reached = (await traffic.SendAsync(Traffic.TwoTurns)).Contains(sick.Number);
            if (context.Session.Timeline.Now < until)
            {
                return reached
                    ? throw new CheckFailedException($"none of them at backend {sick.Number}, which is ejected for failing its requests", "some", ByHand.Tally(traffic.Client, 30))
                    : true;
            }
        }

        return false;
    }
}
