using System.Globalization;
using System.Text;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Lab.Checks.Level3;

/// <remarks>
/// A program may close a client's connection behind a chunked request, if it says so: then nothing can be looked for in the wrong
/// place. Some must. Go's net/http forgets whether a chunked request had a length as well, and behind one of those
/// RFC 9112, section 6.1, wants the connection closed.
/// </remarks>
internal sealed class Chunked : Check
{
    private const int Size = 50_000;

    private static readonly TimeSpan ResponseLimit = TimeSpan.FromSeconds(5);

    public override string Id => "chunked";

    public override int Level => 3;

    public override int Order => 50;

    public override string Title => "Chunked bodies arrive whole, up and down, and the next request is found behind them";

    public override string Hint =>
        "A body has a length (Content-Length), or comes in chunks: a line with the size in hexadecimal, perhaps with "
        + "';extensions', so many bytes, an empty line's CR LF; a chunk of size 0 and an empty line end it. Who does not look for "
        + "'Transfer-Encoding: chunked' takes the chunks for the next request. Chunks may be cut anywhere by the network, also in "
        + "the middle of the size.";

    public override string Chapter => Chapters.Level3("the-length-wins");

    public override IReadOnlyList<string> Needs => ["per-request"];

    public override async Task RunAsync(CheckContext context)
    {
        var pattern = new Pattern(context.Random);
        byte[] chunks = Chunks(pattern.Take(Size), context.Random);
        var arrived = new PatternComparer(pattern, Size);
        RequestPlan plan = context.Client.Plan(async (connection, head, stop) =>
        {
            connection.MayBeKept = await connection.Reader.ReadBodyAsync(head.FramingOfRequest(), arrived.Add, stop) == StreamEnd.Complete;
            await connection.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", stop);
            await connection.SendAsync(chunks, stop);
        });

        context.Step($"Send a POST with {Size:N0} random bytes in chunks of random sizes, whose answer is the same");
        var spec = new RequestSpec { Method = "POST", Fields = "Transfer-Encoding: chunked\r\n", Close = false, Limit = ResponseLimit };
        Exchange begun = context.Client.Begin(plan, spec);
        var back = new PatternComparer(pattern, Size);
        using ClientConnection connection = await ClientConnection.OpenAsync(context.Client.Address, context.Stop);
        Exchange exchange = await context.Client.RunOnAsync(connection, begun, spec, async limit =>
        {
            await Client.SendWhatIsTakenAsync(connection, begun, chunks, limit);
            return await Client.ReadResponseAsync(connection, begun, "POST", back.Add, limit);
        }, context.Stop);
        string curl = $"head -c {Size} /dev/urandom | curl -sS -i -m 10 -H 'Transfer-Encoding: chunked' --data-binary @- {context.Client.UrlOf("/")}";
        Evidence evidence = exchange.Evidence with { Curl = curl };
        if (plan.Backend == 0)
        {
            throw new CheckFailedException("the request at a backend", exchange.Describe(), evidence);
        }

        if (!arrived.IsSame)
        {
            throw new CheckFailedException($"all {Size:N0} bytes of the upload at the backend", arrived.Describe(), evidence);
        }

        if (!exchange.IsComplete || !back.IsSame)
        {
            throw new CheckFailedException(
                $"all {Size:N0} bytes of the response", exchange.IsComplete ? back.Describe() : exchange.Describe(), evidence);
        }

        string both = $"{curl} --next -sS -i {context.Client.UrlOf("/")}";
        if (exchange.Head!.Says("Connection", "close"))
        {
            context.Note = "says Connection: close behind a chunked request";
            context.Step("The response says that the connection is closed. Send a GET on another one");
            Require(await context.Client.SendAsync(new RequestSpec { Close = false, Limit = ResponseLimit }, context.Stop), both);
            return;
        }

        context.Step("Send a GET behind it on the same connection");
        Require(await context.Client.SendOnAsync(connection, new RequestSpec { Limit = ResponseLimit }, context.Stop), both);
    }

    private static void Require(Exchange next, string curl)
    {
        if (!next.IsGenuine)
        {
            throw new CheckFailedException("a backend's response to that, too", next.Describe(), next.Evidence with { Curl = curl });
        }
    }

    private static byte[] Chunks(ReadOnlySpan<byte> body, Random random)
    {
        var chunks = new MemoryStream();
        for (bool first = true; body.Length > 0; first = false)
        {
            int size = Math.Min(body.Length, random.Next(1, 4_000));
            chunks.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{size:x}{(first ? ";who=cares" : "")}\r\n")));
            chunks.Write(body[..size]);
            chunks.Write("\r\n"u8);
            body = body[size..];
        }

        chunks.Write("0\r\n\r\n"u8);
        return chunks.ToArray();
    }
}
