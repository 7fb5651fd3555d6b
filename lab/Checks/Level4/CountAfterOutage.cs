using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level4;

internal sealed class CountAfterOutage : PolicyCheck
{
    /// <summary>In which one whose count is right is not met once in 10^10 runs.</summary>
    private const int Requests = 60;

    public override string Id => "count-after-outage";

    public override int Order => 75;

    public override string Title => "A backend that was dead for a while is not counted as busy when it is back";

    public override string Hint =>
        "Requests to a backend that has just died fail at the dial, before there is a response. Counted up before the dial, and down behind "
        + "the response: then every failed dial stays counted for ever, the backend looks busy, and gets nothing when it is back. Give the "
        + "count back in one place that every path comes through: finally, defer, a destructor.";

    public override string Chapter => Chapters.Level4("count-up-count-down");

    public override IReadOnlyList<string> Needs => ["count-returns", "dead-skipped", "back-in-rotation"];

    public override async Task RunAsync(CheckContext context)
    {
        await using PolicyProgram program = await PolicyProgram.StartAsync(context, Plans.LeastRequests);
        int victim = context.Random.Next(1, context.Backends.All.Count + 1);
        await program.LoseAsync(context, victim);
        context.Step($"Start backend {victim} again, and send requests for at most {context.GraceText}, until it gets one");
        context.Backends[victim].Start();
        TimeSpan end = context.Session.Timeline.Now + context.Grace;
        int late = 0; // So many were asked after the end: on a busy machine only few were before.
        while (late < Requests)
        {
            late += context.Session.Timeline.Now > end ? 1 : 0;
            Exchange exchange = await program.Client.GetAsync(context.Stop);
            if (exchange.IsGenuine && exchange.Backend == victim)
            {
                return;
            }

            await Task.Delay(20, context.Stop);
        }

        throw new CheckFailedException(
            $"requests at backend {victim} again, which is up and idle",
            $"none of the last {Requests}: it may still count the requests whose dials have failed",
            ByHand.Tally(program.Client, Requests));
    }
}
