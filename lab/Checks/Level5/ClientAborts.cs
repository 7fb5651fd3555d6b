using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level5;

internal sealed class ClientAborts : DetectionCheck
{
    /// <summary>For each backend as many as would eject it.</summary>
    private const int PerBackend = DetectionPlans.EjectAfter;

    /// <summary>How long a program may take to notice that a client has left.</summary>
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(5);

    /// <summary>So that what it has noticed is counted.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(0.2);

    public override string Id => "client-aborts";

    public override int Order => 80;

    public override string Title => "Clients that leave before their response do not count against the backend";

    public override string Hint =>
        "A closed tab ends a request without a response, and no backend is to blame. Ask who failed: an attempt must say which side ended it. When the client has left, "
        + "say nothing of the backend, neither good nor bad: or impatient users eject your servers, and the slowest first.";

    public override string Chapter => Chapters.Level5("passive-checks");

    public override IReadOnlyList<string> Needs => ["ejects"];

    protected override PolicyPlan Plan => DetectionPlans.Passive;

    protected override async Task<bool> TryAsync(CheckContext context, PolicyProgram program)
    {
        int all = context.Backends.All.Count;
        int count = PerBackend * all;
        context.Step($"Send {count} requests, which are not answered, and reset their connections");
        var requests = new List<AbandonedRequest>();
        try
        {
            for (int i = 0; i < count; i++)
            {
                requests.Add(await AbandonedRequest.SendAsync(context, program));
            }

            // Nothing else meanwhile: a success between two of them would set a count back that is wrong.
            requests.ForEach(request => request.Leave());
            await context.WaitUntilAsync(() => requests.TrueForAll(request => request.IsOver), Notice);
            await Task.Delay(Moment, context.Stop);
        }
        finally
        {
            requests.ForEach(request => request.Dispose());
        }

        context.Step($"When the backends have been told, send {Traffic.TwoTurns} requests, one after the other");
        var traffic = new Traffic(context, program);
        HashSet<int> reached = await traffic.SendAsync(Traffic.TwoTurns);
        return reached.Count == all ? true : throw new CheckFailedException(
            $"some of them at each of {all} backends, none of which has failed",
            $"some at {reached.Count} of them",
            ByHand.Leave(traffic.Client, count, begun: false));
    }
}
