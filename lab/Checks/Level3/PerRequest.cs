using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level3;

internal sealed class PerRequest : Check
{
    private const int Requests = 9;

    public override string Id => "per-request";

    public override int Level => 3;

    public override int Order => 10;

    public override string Title => "Nine requests on one connection go to the backends in turn";

    public override string Hint =>
        "What is balanced is the request now. Always the same backend: it is chosen once, when the connection comes. Choose "
        + "again for each request, so read where one ends and the next begins. An end of the connection after the first "
        + "answer: HTTP/1.1 keeps a connection unless one side says 'Connection: close'. No response to the second request: "
        + "does the program read the next head when the response is through?";

    public override string Chapter => Chapters.Level3("the-whole");

    public override async Task RunAsync(CheckContext context)
    {
        context.Step($"Open one connection, and send {Requests} requests on it, one after the other");
        string curl = ByHand.OnOneConnection(context.Client, Requests);
        using ClientConnection connection = await ClientConnection.OpenAsync(context.Client.Address, context.Stop);
        var exchanges = new List<Exchange>();
        for (int i = 1; i <= Requests; i++)
        {
            Exchange exchange = await context.Client.SendOnAsync(connection, new RequestSpec(), context.Stop);
            exchanges.Add(exchange);
            if (!exchange.IsGenuine)
            {
                throw new CheckFailedException(
                    $"{Requests} answers on one connection", $"{exchange.Describe()} to request {i}", exchange.Evidence with { Curl = curl });
            }
        }

        // It may begin with any backend, and have them in another order, if earlier checks had some down. That order repeats.
        int count = context.Backends.All.Count;
        int[] came = [.. exchanges.Select(exchange => exchange.Backend)];
        if (came.Take(count).Distinct().Count() != count || !came.Skip(count).SequenceEqual(came.SkipLast(count)))
        {
            throw new CheckFailedException($"all {count} backends in turn, as in 1 2 3 1 2 3 1 2 3", Rotation.Describe(exchanges), curl);
        }
    }
}
