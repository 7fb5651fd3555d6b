using System.Globalization;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Lab.Checks.Level3;

/// <remarks>
/// What is judged is what RFC 9110, section 7.6.1, says with MUST: fields that Connection names end at the
/// next hop. nginx and HAProxy do not do so, and fail.
/// </remarks>
internal sealed class HopByHop : Check
{
    public override string Id => "hop-by-hop";

    public override int Level => 3;

    public override int Order => 40;

    public override string Title => "Fields that Connection names go no further than the balancer";

    public override string Hint =>
        "Some fields are for the next hop only, and Connection lists them: 'Connection: close, X-Trace' says that X-Trace, too, "
        + "is between the two ends of this one connection. So leave out Connection, and each field that it names, in both "
        + "directions (RFC 9110, section 7.6.1), and then write your own. A 'close' of the client's that reaches the backend "
        + "ends a connection that was to be kept.";

    public override string Chapter => Chapters.Level3("copy-every-line");

    public override IReadOnlyList<string> Needs => ["per-request"];

    public override async Task RunAsync(CheckContext context)
    {
        string word = context.Random.Next(0x100000, 0xffffff).ToString("x", CultureInfo.InvariantCulture);
        (string hop, string end, string backHop, string backEnd) = ($"X-Hop-{word}", $"X-End-{word}", $"X-Back-Hop-{word}", $"X-Back-End-{word}");
        var spec = new RequestSpec
        {
            Close = false,
            Fields = $"Connection: Keep-Alive, {hop}\r\nKeep-Alive: timeout=7\r\n{hop}: 1\r\n{end}: 2\r\n",
            Script = async (connection, head, stop) =>
            {
                await connection.SkipBodyAsync(head, stop);
                await connection.RespondAsync("ok\n", stop, fields: $"Connection: {backHop}\r\n{backHop}: 1\r\n{backEnd}: 2\r\n");
            },
        };

        context.Step($"Send a request with '{hop}: 1', '{end}: 2' and 'Connection: Keep-Alive, {hop}'");
        Exchange exchange = await context.Client.SendAsync(spec, context.Stop);
        if (exchange.Plan.Arrivals is not [var arrival, ..])
        {
            throw new CheckFailedException("the request at a backend", exchange.Describe(), exchange);
        }

        context.Step($"Look for them in the request that the backend got: {end} must be there, the others not");
        Compare(exchange, arrival.Head, [hop, "Keep-Alive"], end, "at the backend");

        context.Step($"The backend's response has '{backHop}: 1', '{backEnd}: 2' and 'Connection: {backHop}'; look for them at the client");
        if (!exchange.IsComplete)
        {
            throw new CheckFailedException("the backend's response", exchange.Describe(), exchange);
        }

        Compare(exchange, exchange.Head!, [backHop], backEnd, "at the client");
    }

    private static void Compare(Exchange exchange, HttpHead arrived, string[] hops, string end, string where)
    {
        Evidence evidence = exchange.Evidence with { Received = Printable.Escape(arrived.Raw, arrived.Raw.Length, 1024) };
        foreach (string hop in hops)
        {
            if (arrived.Values(hop) is [var value, ..])
            {
                throw new CheckFailedException($"no {hop} {where}: Connection names it", $"{hop}: {value}", evidence);
            }

            if (hop != "Keep-Alive" && arrived.Says("Connection", hop))
            {
                throw new CheckFailedException($"a Connection field of the program's own {where}", $"one that still names {hop}", evidence);
            }
        }

        if (arrived.Values(end) is not ["2"])
        {
            throw new CheckFailedException($"{end}: 2 {where}: Connection does not name it", $"no {end}", evidence);
        }
    }
}
