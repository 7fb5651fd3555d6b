using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Lab.Checks.Level1;

/// <summary>Sends a body of random bytes through the program, in one direction, and compares.</summary>
internal static class BodyTransfer
{
    public const string Hint =
        "Every byte that is read must be written, once, in its order. A read gives as many bytes as have come, not as many "
        + "as the buffer holds: write just so many. A write may take fewer than it was given: go on with the rest. What is "
        + "in the buffer when the sender ends must still be written. And bytes are not text: no ReadLine, no strings.";

    private const string Changed =
        "A byte has another value than it had, or stands in another place. Bytes are not text: who decodes them as UTF-8 and encodes them again "
        + "changes those above 0x7f, so no strings, no ReadLine, no setEncoding; latin-1 at most, in both directions. Right up to there, and at the end of a "
        + "buffer: write as many bytes as the read gave, not as many as the buffer holds, and no byte twice when a write took only some.";

    private const string NoByte =
        "The head arrived, and of the body not one byte. One recv() only? A read gives what has come by then, and the body comes in another "
        + "packet: read again until the end, in a loop, in both directions. Does the program that reads HTTP forward the body at all?";

    private const string NoBackend =
        "The program answered 502 or 503 itself, though all backends are up. What does it do with a request that has a body? An exception while "
        + "it reads or decodes that body, which is caught where a failed dial is caught, too, looks like this. What it printed may tell.";

    private static readonly string Chapter = Chapters.Level1("bytes-not-text");

    /// <summary>The client sends a body, the backend compares it and says yes.</summary>
    public static async Task<Exchange> UploadAsync(CheckContext context, long length, TimeSpan limit)
    {
        var pattern = new Pattern(context.Random);
        var comparer = new PatternComparer(pattern, length);
        RequestPlan plan = context.Client.Plan(async (connection, request, stop) =>
        {
            await connection.Reader.ReadBodyAsync(request.FramingOfRequest(), comparer.Add, stop);
            connection.MayBeKept = false;
            await connection.RespondAsync(comparer.Describe(), stop, fields: "Connection: close\r\n");
        });
        var spec = new RequestSpec { Method = "POST", Fields = $"Content-Length: {length}\r\n", Limit = limit };
        Exchange exchange = await SendAsync(context, plan, spec, pattern, length);

        // One random byte may be a letter, which passes where others do not.
        string feed = length < 16 ? $"printf '{string.Concat(Enumerable.Repeat(@"\377", (int)length))}'" : $"head -c {length} /dev/urandom";
        exchange = exchange with { Curl = $"{feed} | {exchange.Curl.Replace("-X POST", "--data-binary @-", StringComparison.Ordinal)}" };
        if (!comparer.IsSame)
        {
            string came = plan.Backend == 0 ? exchange.Describe() : comparer.Describe();
            throw new CheckFailedException($"the backend to get all {length:N0} bytes as they were sent", came, exchange) { Advice = Advise(comparer, exchange) };
        }

        if (!exchange.IsComplete || exchange.Status != 200)
        {
            throw new CheckFailedException("the backend's response after the upload", exchange.Describe(), exchange);
        }

        return exchange;
    }

    /// <summary>The backend sends a body, the client compares it.</summary>
    public static async Task<Exchange> DownloadAsync(CheckContext context, long length, TimeSpan limit)
    {
        var pattern = new Pattern(context.Random);
        var comparer = new PatternComparer(pattern, length);
        RequestPlan plan = context.Client.Plan(async (connection, request, stop) =>
        {
            connection.MayBeKept = false;
            await connection.SendAsync(
                $"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n", stop);
            for (long sent = 0; sent < length;)
            {
                ReadOnlyMemory<byte> piece = pattern.From(sent, length - sent);
                await connection.SendAsync(piece, stop);
                sent += piece.Length;
            }
        });
        Exchange exchange = await SendAsync(context, plan, new RequestSpec { Limit = limit }, pattern, 0, comparer.Add);
        if (!comparer.IsSame || !exchange.IsComplete)
        {
            string came = comparer.Received == 0 ? exchange.Describe() : comparer.Describe();
            throw new CheckFailedException($"the client to get all {length:N0} bytes as the backend sent them", came, exchange) { Advice = Advise(comparer, exchange) };
        }

        return exchange;
    }

    /// <summary>What the bytes that came say of the cause.</summary>
    private static Advice? Advise(PatternComparer comparer, Exchange exchange) =>
        comparer.Difference is not null ? new Advice(Changed, Chapter)
        : exchange.IsBadGateway && comparer.Received == 0 ? new Advice(NoBackend, Chapter)
        : exchange.Backend > 0 && comparer.Received == 0 ? new Advice(NoByte, Chapter)
        : null;

    private static async Task<Exchange> SendAsync(
        CheckContext context, RequestPlan plan, RequestSpec spec, Pattern pattern, long length, SpanSink? sink = null)
    {
        Client client = context.Client;
        Exchange empty = client.Begin(plan, spec);
        return await client.RunAsync(empty, spec, async (connection, cancel) =>
        {
            Task<Exchange> reading = Client.ReadResponseAsync(connection, empty, spec.Method, sink, cancel);
            try
            {
                await connection.SendAsync(empty.RequestHead, cancel);
                for (long sent = 0; sent < length;)
                {
                    ReadOnlyMemory<byte> piece = pattern.From(sent, length - sent);
                    await connection.SendAsync(piece, cancel);
                    sent += piece.Length;
                }
            }
            catch (System.Net.Sockets.SocketException)
            {
                // Broken while sending. The response, if there is one, says more.
            }

            return await reading;
        }, context.Stop);
    }
}
