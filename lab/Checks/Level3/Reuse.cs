using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level3;

/// <remarks>
/// One connection for each backend would do. But a program with several threads may keep connections in
/// each, so the check asks for less than that.
/// </remarks>
internal sealed class Reuse : Check
{
    private const int Requests = 30;
    private const int MostConnections = Requests / 2;

    public override string Id => "reuse";

    public override int Level => 3;

    public override int Order => 20;

    public override string Title => "Connections to backends are kept, and used again for other clients";

    public override string Hint =>
        "A dial costs more than a small request. When a response is complete, put the backend's connection aside, and look "
        + "there first when the next request comes, whoever sends it. Does the program tell the backend 'Connection: close', "
        + "or speak HTTP/1.0 to it? Then the backend closes. Does the connection belong to the client, and end with it?";

    public override string Chapter => Chapters.Level3("a-pool-that-does-not-look");

    public override async Task RunAsync(CheckContext context)
    {
        context.Step($"Send {Requests} requests, one after the other, each from a client of its own");
        var spec = new RequestSpec { Close = false };
        var exchanges = new List<Exchange>();
        for (int i = 1; i <= Requests; i++)
        {
            Exchange exchange = await context.Client.SendAsync(spec, context.Stop);
            exchanges.Add(exchange);
            if (!exchange.IsGenuine)
            {
                throw new CheckFailedException("a backend's response to each", $"{exchange.Describe()} to request {i}", exchange);
            }
        }

        context.Step("Count the connections on which they came to the backends");
        int connections = exchanges.SelectMany(exchange => exchange.Plan.Arrivals)
            .Select(arrival => (arrival.Backend, arrival.Connection)).Distinct().Count();
        context.Note = $"{connections} for {Requests} requests";
        if (connections > MostConnections)
        {
            throw new CheckFailedException($"at most {MostConnections} connections for {Requests} requests", $"{connections}", ByHand.Loop(context.Client, Requests));
        }
    }
}
