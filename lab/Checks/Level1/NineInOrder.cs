using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level1;

internal sealed class NineInOrder : Check
{
    private const int Requests = 9;

    public override string Id => "nine-in-order";

    public override int Level => 1;

    public override int Order => 30;

    public override string Title => "Nine requests go to the backends in turn: 1 2 3 1 2 3 1 2 3";

    public override string Hint =>
        "Round robin takes the next backend for each client, and begins again after the last. Always the same one: "
        + "the index is not advanced, or each connection has an index of its own. Two steps at a time: it is advanced "
        + "twice. No order at all: the choice is random.";

    public override string Chapter => Chapters.Level1("an-index-without-a-lock");

    public override async Task RunAsync(CheckContext context)
    {
        context.Step($"Send {Requests} requests, one after the other, each on a connection of its own");
        var exchanges = new List<Exchange>();
        for (int i = 0; i < Requests; i++)
        {
            exchanges.Add(await context.Client.GetAsync(context.Stop));
        }

        // Others came before, so it may begin with any backend. From there on, all is determined.
        int count = context.Backends.All.Count;
        int first = Math.Max(1, exchanges[0].Backend);
        int[] expected = [.. Enumerable.Range(0, Requests).Select(i => (first - 1 + i) % count + 1)];
        for (int i = 0; i < Requests; i++)
        {
            if (!exchanges[i].IsGenuine || exchanges[i].Backend != expected[i])
            {
                throw new CheckFailedException(
                    $"backends {string.Join(' ', expected)} (it may begin with any of them)",
                    Rotation.Describe(exchanges),
                    exchanges[i].IsGenuine ? exchanges[i] with { Curl = Curl(exchanges[i]) } : exchanges[i]);
            }
        }
    }

    private static string Curl(Exchange exchange) => $"for i in 1 2 3 4 5 6 7 8 9; do {exchange.Curl}; done";
}
