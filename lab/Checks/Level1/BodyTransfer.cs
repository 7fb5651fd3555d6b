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
        exchange = exchange with { Curl = $"head -c {length} /dev/urandom | {exchange.Curl.Replace("-X POST", "--data-binary @-", StringComparison.Ordinal)}" };
        if (!comparer.IsSame)
        {
            string came = plan.Backend == 0 ? exchange.Describe() : comparer.Describe();
            throw new CheckFailedException($"the backend to get all {length:N0} bytes as they were sent", came, exchange);
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
            throw new CheckFailedException($"the client to get all {length:N0} bytes as the backend sent them", came, exchange);
        }

        return exchange;
    }

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
