using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level4;

internal sealed class LeastRequests : PolicyCheck
{
    /// <summary>Two for each backend: so a count that is given back a moment late does not make another one as busy.</summary>
    private const int Held = 6;

    private const int Requests = 12;

    /// <summary>That a backend gets none of so many by chance alone happens once in 190,000 runs.</summary>
    private const int RequestsAfter = 30;

    public override string Id => "least-requests";

    public override int Order => 60;

    public override string Title => "Least requests avoids the backend that is still busy, and comes back to it";

    public override string Hint =>
        "Count a request at its backend when it is sent, and no longer when its response has been passed on. The busy one gets more: "
        + "is the count looked at, and of all backends? It gets none afterwards: is the count given back? Equals must share: not "
        + "always the first of them.";

    public override string Chapter => Chapters.Level4("look-at-all-of-them");

    public override async Task RunAsync(CheckContext context)
    {
        await using PolicyProgram program = await PolicyProgram.StartAsync(context, Plans.LeastRequests);
        context.Step($"Send {Held} requests at once, which are not answered yet; then let all backends answer but one");
        var held = new List<HeldRequest>();
        try
        {
            for (int i = 0; i < Held; i++)
            {
                held.Add(await HeldRequest.SendAsync(context, program));
            }

            // Not where the first went: who takes the first of equals comes back to that one, and to no other.
            int busy = held[^1].Backend;
            foreach (HeldRequest request in held.Where(request => request.Backend != busy))
            {
                await request.FinishAsync(context);
            }

            await RequireAvoidedAsync(context, program, busy);
            context.Step("Let it answer");
            foreach (HeldRequest request in held.Where(request => request.Backend == busy))
            {
                await request.FinishAsync(context);
            }

            await RequireUsedAsync(context, program, busy);
        }
        finally
        {
            held.ForEach(request => request.Dispose());
        }
    }

    private static async Task RequireAvoidedAsync(CheckContext context, PolicyProgram program, int busy)
    {
        context.Step($"Send {Requests} requests, one after the other");
        var came = new List<int>();
        for (int i = 0; i < Requests; i++)
        {
            came.Add((await program.AskAsync(context)).Backend);
        }

        if (came.Contains(busy))
        {
            throw new CheckFailedException("none of them at the backend that is busy", $"{came.Count(backend => backend == busy)} of {Requests}", ByHand.Tally(program.Client, Requests));
        }
    }

    private static async Task RequireUsedAsync(CheckContext context, PolicyProgram program, int backend)
    {
        context.Step($"Send {RequestsAfter} requests more");
        for (int i = 0; i < RequestsAfter; i++)
        {
            if ((await program.AskAsync(context)).Backend == backend)
            {
                return;
            }
        }

        throw new CheckFailedException("some of them at the backend that was busy, and is idle now", $"none of {RequestsAfter}", ByHand.Tally(program.Client, RequestsAfter));
    }
}
