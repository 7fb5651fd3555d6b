using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;

namespace LearnLoadBalancer.Lab.Checks.Level3;

internal sealed class NoDoublePost : Check
{
    private const int BodySize = 1_000;

    public override string Id => "no-double-post";

    public override int Level => 3;

    public override int Order => 100;

    public override string Title => "A POST whose answer never came is not sent again";

    public override string Hint =>
        "The backend took the order, and its connection broke before it could say so. Was the order carried out? Nobody knows, so "
        + "nobody but the user may try again (RFC 9110, section 9.2.2). A retry is for what may be done twice, such as GET, "
        + "or for a request of which not one byte was sent. The client gets a 502, or its connection ends.";

    public override string Chapter => Chapters.Level3("send-again-whatever-failed");

    public override IReadOnlyList<string> Needs => ["reuse"];

    public override async Task RunAsync(CheckContext context)
    {
        context.Session.IsDisturbed = true; // A program may leave out, for a while, a backend that breaks off: nginx does.
        int count = context.Backends.All.Count;
        context.Step($"Send {count} requests, so that connections to all backends are kept");
        for (int i = 0; i < count; i++)
        {
            await context.Client.SendAsync(new RequestSpec { Close = false }, context.Stop);
        }

        for (int i = 0; i < count; i++)
        {
            bool reset = i % 2 > 0;
            context.Step($"Send a POST; the backend reads it, and then {(reset ? "is reset" : "closes the connection")} without a response");
            await PostAsync(context, reset);
        }
    }

    private static async Task PostAsync(CheckContext context, bool reset)
    {
        var body = new byte[BodySize];
        context.Random.NextBytes(body);
        var spec = new RequestSpec
        {
            Method = "POST",
            Body = body,
            Close = false,
            Script = async (connection, head, stop) =>
            {
                await connection.SkipBodyAsync(head, stop);
                if (reset)
                {
                    connection.Reset();
                }

                connection.MayBeKept = false; // Then it is closed.
            },
        };
        Exchange exchange = await context.Client.SendAsync(spec, context.Stop);
        IReadOnlyList<Arrival> arrivals = exchange.Plan.Arrivals;
        if (arrivals.Count != 1)
        {
            throw new CheckFailedException(
                "the POST at one backend, once",
                arrivals.Count == 0 ? $"it at none: {exchange.Describe()}" : $"it at backends {string.Join(", then ", arrivals.Select(arrival => arrival.Backend))}",
                exchange);
        }

        if (exchange.End is null)
        {
            throw new CheckFailedException("an error for the client, or the end of its connection", exchange.Describe(), exchange);
        }
    }
}
