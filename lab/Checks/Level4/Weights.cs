using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level4;

internal sealed class Weights : PolicyCheck
{
    private const int Rounds = 10;

    public override string Id => "weights";

    public override int Order => 20;

    public override string Title => "Backends of weights 5, 1 and 1 get five, one and one of seven requests";

    public override string Hint =>
        "Equal shares: the weight is read and then forgotten; whoever picks must look at it. Nearly right, and never the same "
        + "twice: that is weighted random, and weighted round robin was asked for. Which order within a round it has is up to you; "
        + "spread out is better than five in a row.";

    public override string Chapter => Chapters.Level4("five-times-in-the-list");

    public override async Task RunAsync(CheckContext context)
    {
        await using PolicyProgram program = await PolicyProgram.StartAsync(context, Plans.Weighted);
        int[] weights = [.. Plans.Weighted.Weights];
        int requests = Rounds * weights.Sum();
        context.Step($"Send {requests} requests, one after the other");
        var came = new int[weights.Length];
        for (int i = 0; i < requests; i++)
        {
            Exchange exchange = await program.AskAsync(context);
            came[exchange.Backend - 1]++;
        }

        // Any run of whole rounds has these shares, wherever the first request fell.
        int[] expected = [.. weights.Select(weight => weight * Rounds)];
        if (!came.SequenceEqual(expected))
        {
            throw new CheckFailedException($"{string.Join(", ", expected)} requests at backends 1, 2, 3", string.Join(", ", came), ByHand.Tally(program.Client, requests));
        }
    }
}
