using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level4;

internal sealed class TwoChoices : PolicyCheck
{
    /// <summary>
    /// Of three backends, one has seven of them or more. Another keeps a single one: so a few counts that are
    /// given back a moment late do not make it as full.
    /// </summary>
    private const int Held = 20;

    /// <summary>
    /// Who may draw the same one twice comes to the fullest once in nine. That so many requests never do happens
    /// once in 130,000 runs; that they all miss a backend that a third of them should find, never.
    /// </summary>
    private const int Requests = 100;

    public override string Id => "two-choices";

    public override int Order => 100;

    public override string Title => "Power of two choices never takes the fullest of three, and not always the emptiest";

    public override string Hint =>
        "Draw two backends, and take the one with fewer requests. The fullest got some: can both looks fall on the same one? Draw the second "
        + "among the others, then the fullest always meets a better one. Only the emptiest got some: who looks at all of them is least-requests.";

    public override string Chapter => Chapters.Level4("look-at-all-of-them");

    public override IReadOnlyList<string> Needs => ["least-requests"];

    public override async Task RunAsync(CheckContext context)
    {
        await using PolicyProgram program = await PolicyProgram.StartAsync(context, Plans.TwoChoices);
        context.Step($"Send {Held} requests at once, which are not answered yet");
        var held = new List<HeldRequest>();
        try
        {
            for (int i = 0; i < Held; i++)
            {
                held.Add(await HeldRequest.SendAsync(context, program));
            }

            IGrouping<int, HeldRequest>[] backends = [.. held.GroupBy(request => request.Backend).OrderByDescending(group => group.Count())];
            if (backends.Length < 2)
            {
                throw new CheckFailedException("a second backend for the second of them", "all at one", ByHand.Tally(program.Client, Held));
            }

            HeldRequest kept = backends[1].First();
            context.Step("Let them be answered, but for all at the fullest backend and one at another");
            foreach (HeldRequest request in backends.Skip(1).SelectMany(group => group).Where(request => request != kept))
            {
                await request.FinishAsync(context);
            }

            await RequireSharesAsync(context, program, fullest: backends[0].Key, other: kept.Backend);
        }
        finally
        {
            held.ForEach(request => request.Dispose());
        }
    }

    private static async Task RequireSharesAsync(CheckContext context, PolicyProgram program, int fullest, int other)
    {
        context.Step($"Send {Requests} requests, one after the other");
        bool used = false;
        for (int i = 0; i < Requests; i++)
        {
            int backend = (await program.AskAsync(context)).Backend;
            if (backend == fullest)
            {
                throw new CheckFailedException("none of them at the fullest backend", "one there", ByHand.Tally(program.Client, Requests));
            }

            used |= backend == other;
        }

        if (!used)
        {
            throw new CheckFailedException("some at the backend with one request: it wins where the emptiest is not drawn", "all at the emptiest", ByHand.Tally(program.Client, Requests));
        }
    }
}
