using System.Text;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Lab.Checks.Level3;

/// <remarks>After the 101 no WebSocket is spoken: the bytes are none of the balancer's business, so any will do.</remarks>
internal sealed class Upgrade : Check
{
    /// <summary>The example of RFC 6455, section 1.3: a key, and the proof that it was read. HAProxy compares them.</summary>
    private const string Key = "dGhlIHNhbXBsZSBub25jZQ==";
    private const string Accept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    private const int Size = 10_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public override string Id => "upgrade";

    public override int Level => 3;

    public override int Order => 120;

    public override string Title => "After an upgrade to WebSocket the connection is a pipe, in both directions";

    public override string Hint =>
        "Upgrade is for the next hop, so it does not pass by itself: a balancer that supports it writes 'Connection: Upgrade' "
        + "and 'Upgrade: websocket' anew for the backend. When that says 101, HTTP is over on both connections: pass the 101 on, "
        + "with what lies behind it in the buffer, and then copy both ways until both have ended, as Level 1 does.";

    public override string Chapter => Chapters.Level3("leave-http");

    public override IReadOnlyList<string> Needs => ["per-request"];

    public override async Task RunAsync(CheckContext context)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bool asked = false;
        string greeting = Convert.ToHexStringLower(RandomBytes(context, 16));
        RequestPlan plan = context.Client.Plan(async (connection, head, stop) =>
        {
            asked = head.Says("Upgrade", "websocket") && head.Says("Connection", "upgrade");
            if (!asked)
            {
                await connection.RespondAsync("only for WebSocket\n", stop, "426 Upgrade Required", "Upgrade: websocket\r\nConnection: Upgrade\r\n");
                return;
            }

            connection.MayBeKept = false;
            await connection.SendAsync(
                $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {Accept}\r\n\r\n{greeting}", stop);
            await EchoAsync(connection, stop);
            ended.TrySetResult(); // A program may ask twice.
        });
        var spec = new RequestSpec
        {
            Close = false,
            Fields = $"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {Key}\r\n",
        };
        Exchange begun = context.Client.Begin(plan, spec);
        using ClientConnection client = await ClientConnection.OpenAsync(context.Client.Address, context.Stop);

        context.Step("Ask for an upgrade to WebSocket");
        await client.SendAsync(begun.RequestHead, context.Stop);
        HttpHead? head = await ReadResponseAsync(client, context.Stop);
        if (head?.Status != 101)
        {
            Exchange seen = begun with { Head = head, BytesSent = client.BytesSent, FirstBytes = client.Reader.FirstBytes, BytesReceived = client.Reader.BytesReceived };
            throw new CheckFailedException(
                "101 Switching Protocols", (head?.FirstLine ?? "no response") + (asked || plan.Backend == 0 ? "" : ": the backend was not asked for an upgrade"), seen);
        }

        context.Step($"Read what the backend sends, send {Size:N0} random bytes, and read the echo");
        await ExpectAsync(client, Encoding.ASCII.GetBytes(greeting), "what the backend sent right behind its 101", begun, context);
        byte[] bytes = RandomBytes(context, Size);
        await client.SendAsync(bytes, context.Stop);
        await ExpectAsync(client, bytes, "the bytes that the backend sent back", begun, context);

        context.Step("Close the connection");
        client.Dispose();
        if (!await context.WaitUntilAsync(() => ended.Task.IsCompleted, Patience))
        {
            throw new CheckFailedException("the backend's connection to end, too", $"no word of it within {Patience.TotalSeconds:0} s", begun.Curl);
        }
    }

    private static async Task EchoAsync(BackendConnection connection, CancellationToken stop)
    {
        while (await connection.Reader.ReadSomeAsync(stop) is { } bytes)
        {
            await connection.SendAsync(bytes, stop);
        }
    }

    /// <summary>The head of the response, and its body as well, when it is not the 101: both are evidence.</summary>
    private static async Task<HttpHead?> ReadResponseAsync(ClientConnection client, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        HttpHead? head = null;
        try
        {
            head = await client.Reader.ReadHeadAsync(limit.Token);
            if (head is not null and not { Status: 101 })
            {
                await client.Reader.ReadBodyAsync(head.FramingOfResponse("GET"), static _ => { }, limit.Token);
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // What came until now is what came.
        }

        return head;
    }

    private static async Task ExpectAsync(ClientConnection client, byte[] expected, string what, Exchange begun, CheckContext context)
    {
        var came = new MemoryStream();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.Stop);
        limit.CancelAfter(Patience);
        try
        {
            await client.Reader.ReadBodyAsync(BodyFraming.OfLength(expected.Length), came.Write, limit.Token);
        }
        catch (OperationCanceledException) when (!context.Stop.IsCancellationRequested)
        {
            // What came until now is what came.
        }

        if (!came.ToArray().AsSpan().SequenceEqual(expected))
        {
            throw new CheckFailedException(what, came.Length < expected.Length ? $"{came.Length:N0} of {expected.Length:N0} bytes" : "others", begun.Curl);
        }
    }

    private static byte[] RandomBytes(CheckContext context, int count)
    {
        var bytes = new byte[count];
        context.Random.NextBytes(bytes);
        return bytes;
    }
}
