using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level4;

internal sealed class CountReturns : PolicyCheck
{
    private const int Cancelled = 6;
    private const int RequestsAfter = 30;

    public override string Id => "count-returns";

    public override int Order => 70;

    public override string Title => "Requests whose clients leave before the response are counted no longer";

    public override string Hint =>
        "A count that is given back only where all goes well is lost when a client leaves, a backend dies or something is thrown: the "
        + "backend looks busy for ever, and gets less and less. Give it back in one place that every path comes through: finally, "
        + "defer, a destructor. And notice that the client has left, or the count is kept until the backend answers.";

    public override string Chapter => Chapters.Level4("count-up-count-down");

    public override IReadOnlyList<string> Needs => ["least-requests"];

    public override async Task RunAsync(CheckContext context)
    {
        await using PolicyProgram program = await PolicyProgram.StartAsync(context, Plans.LeastRequests);
        context.Step($"Send {Cancelled} requests at once, which are not answered; let one backend answer its own, and reset the connections of the others");
        var held = new List<HeldRequest>();
        try
        {
            for (int i = 0; i < Cancelled; i++)
            {
                held.Add(await HeldRequest.SendAsync(context, program));
            }

            // All but those at one backend: whatever is not given back makes this one the least loaded for ever.
            // Not where the first went: who takes the first of equals would go there rightly.
            int spared = held[^1].Backend;
            foreach (HeldRequest request in held.Where(request => request.Backend != spared))
            {
                request.Leave();
            }

            foreach (HeldRequest request in held.Where(request => request.Backend == spared))
            {
                await request.FinishAsync(context);
            }

            context.Step("Send requests for at most 10 s, until one comes to a backend that nobody waits for any more");
            TimeSpan end = context.Session.Timeline.Now + TimeSpan.FromSeconds(10);
            for (int i = 0; i < RequestsAfter || context.Session.Timeline.Now < end; i++)
            {
                if ((await program.AskAsync(context)).Backend != spared)
                {
                    return;
                }

                await Task.Delay(10, context.Stop);
            }

            throw new CheckFailedException(
                "requests at every backend again",
                "all of them at one: it still counts the requests at the others, whose clients have left",
                ByHand.Tally(program.Client, RequestsAfter));
        }
        finally
        {
            held.ForEach(request => request.Dispose());
        }
    }
}
