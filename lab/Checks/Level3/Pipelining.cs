using System.Text;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Lab.Checks.Level3;

/// <remarks>
/// A program may answer a few and then close, if it says so: the client asks for the rest again
/// (RFC 9112, section 9.3.2). What it may not do is answer in another order, or forget one.
/// </remarks>
internal sealed class Pipelining : Check
{
    /// <summary>A response to HEAD has a length and no body, a 204 has neither: both are traps for who counts.</summary>
    private static readonly string[] Methods = ["GET", "GET", "HEAD", "GET", "DELETE", "GET"];

    /// <summary>The first response takes this long, so that the others could overtake it.</summary>
    private static readonly TimeSpan SlowResponse = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan ResponseLimit = TimeSpan.FromSeconds(5);

    public override string Id => "pipelining";

    public override int Level => 3;

    public override int Order => 30;

    public override string Title => "Requests that come all at once are answered in their order";

    public override string Hint =>
        "One read may bring a request and a half, or three. What lies behind the end of a request in the buffer is the "
        + "beginning of the next: keep it, and look there before you read from the socket again. The responses go out in "
        + "the order of the requests; the simplest way is not to begin with one before the last is answered. A response to "
        + "HEAD has no body whatever its Content-Length says, and a 204 has none either.";

    public override string Chapter => Chapters.Level3("both-ways-at-once");

    public override IReadOnlyList<string> Needs => ["per-request"];

    public override async Task RunAsync(CheckContext context)
    {
        context.Step($"Send {Methods.Length} requests in one piece ({string.Join(", ", Methods)}); the backend of the first takes its time");
        var spec = new RequestSpec { Close = false, Limit = ResponseLimit };
        Exchange[] begun = [.. Methods.Select((method, i) => context.Client.Begin(
            context.Client.Plan(i == 0 ? RespondSlowlyAsync : RespondAsync), spec with { Method = method }))];
        string all = string.Concat(begun.Select(exchange => exchange.RequestHead));
        string sent = Printable.Escape(Encoding.Latin1.GetBytes(all), all.Length);
        string curl = ByHand.Raw(context.Client, "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n");
        using ClientConnection connection = await ClientConnection.OpenAsync(context.Client.Address, context.Stop);
        await connection.SendAsync(all, context.Stop);

        context.Step("Read the responses");
        for (int i = 0; i < begun.Length; i++)
        {
            Exchange own = begun[i];
            connection.Reader.StartAnew();
            Exchange exchange = await context.Client.RunOnAsync(
                connection, own, spec, limit => Client.ReadResponseAsync(connection, own, own.Method, sink: null, limit), context.Stop);
            if (!exchange.IsComplete || exchange.Head!.Values("X-Answer-To") is not [var token] || token != own.Plan.Token)
            {
                throw new CheckFailedException(
                    $"answer {i + 1} of {begun.Length} to be that to request {i + 1}", Came(exchange, begun), exchange.Evidence with { Sent = sent, Curl = curl });
            }

            if (exchange.Head.Says("Connection", "close") && i + 1 < begun.Length)
            {
                throw new CannotTellException(
                    $"This program says after {i + 1} of {begun.Length} answers that it closes the connection. That is allowed: a client asks for the rest again.");
            }
        }
    }

    private static string Came(Exchange exchange, Exchange[] begun)
    {
        int other = exchange.Head?.Values("X-Answer-To") is [var token] ? Array.FindIndex(begun, one => one.Plan.Token == token) : -1;
        return exchange.IsComplete && other >= 0 ? $"that to request {other + 1}" : exchange.Describe();
    }

    private static async Task RespondSlowlyAsync(BackendConnection connection, HttpHead request, CancellationToken stop)
    {
        await Task.Delay(SlowResponse, stop);
        await RespondAsync(connection, request, stop);
    }

    private static async Task RespondAsync(BackendConnection connection, HttpHead request, CancellationToken stop)
    {
        string field = $"X-Answer-To: {request.Target.TrimStart('/')}\r\n";
        await connection.SkipBodyAsync(request, stop);
        await (request.Method switch
        {
            "HEAD" => connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n{field}\r\n", stop),
            "DELETE" => connection.SendAsync($"HTTP/1.1 204 No Content\r\n{field}\r\n", stop),
            _ => connection.RespondAsync("ok\n", stop, fields: field),
        });
    }
}
