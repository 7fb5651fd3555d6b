using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level5;

internal sealed class EjectionCap : DetectionCheck
{
    /// <summary>So many failures of each: enough to be ejected twice, were it allowed.</summary>
    private const int Failures = 3 * DetectionPlans.EjectAfter;

    /// <summary>No longer than the first ejection: what comes later may be a probing request.</summary>
    private static readonly TimeSpan Dense = TimeSpan.FromSeconds(0.7);

    public override string Id => "ejection-cap";

    public override int Order => 90;

    public override string Title => "Of three backends no more than one is ejected, however many fail";

    public override string Hint =>
        "Each that is ejected leaves its share to the others. Without a limit the last ones fall under the load of all, and nobody is left. Before one is ejected, "
        + "ask how many would be then: at most half, rounded down, but one always may. Count under the same lock that ejects, or two go at once.";

    public override string Chapter => Chapters.Level5("the-cap");

    public override IReadOnlyList<string> Needs => ["ejects"];

    protected override PolicyPlan Plan => DetectionPlans.Passive;

    protected override async Task<bool> TryAsync(CheckContext context, PolicyProgram program)
    {
        var traffic = new Traffic(context, program);
        int well = AnyOf(context);
        int[] sick = Others(context, well);
        traffic.Failing.UnionWith(sick);
        context.Step($"Backends {sick[0]} and {sick[1]} answer 503 to every request. Send requests, one after the other, until each has failed {DetectionPlans.EjectAfter}, and {2 * Traffic.TwoTurns} more");
        TimeSpan? began = null;
        int[] failures = [0, 0];
        while (failures.Min() < DetectionPlans.EjectAfter && failures.Max() < Failures)
        {
            TimeSpan sent = context.Session.Timeline.Now;
            Exchange exchange = await traffic.SendAsync();
            for (int i = 0; i < sick.Length; i++)
            {
                failures[i] += Traffic.Reached(exchange, sick[i]) ? 1 : 0;
            }

            began ??= failures.Max() == DetectionPlans.EjectAfter ? sent : null;
        }

        await traffic.SendAsync(Traffic.TwoTurns); // The news of the last failure may come a little later than its response.
        HashSet<int> reached = await traffic.SendAsync(Traffic.TwoTurns);
        if (context.Session.Timeline.Now - began > Dense)
        {
            return false;
        }

        int[] used = [.. sick.Where(reached.Contains)];
        return used.Length == 1 ? true : throw new CheckFailedException(
            $"some of the last {Traffic.TwoTurns} at one of backends {sick[0]} and {sick[1]}, and none at the other, which is ejected",
            used.Length == 0 ? "none at either: both are ejected" : "some at both",
            ByHand.Tally(traffic.Client, 30));
    }
}
