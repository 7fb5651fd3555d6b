using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Lab.Checks.Level3;

internal sealed class CleanPool : Check
{
    private const int Size = 256 * 1024;

    private static readonly TimeSpan ResponseLimit = TimeSpan.FromSeconds(5);

    private static readonly Advice HeadHeldBack = new(
        "The head of a request must go to the backend when it has come, and not only together with the first bytes of its body: a client may wait "
        + "for the response to it before it sends any. Node.js holds a request's head back until the first write: call flushHeaders(). A buffered "
        + "writer holds it, too: flush behind the head. And read the response while the upload is still going on.",
        Chapters.Level3("both-ways-at-once"));

    public override string Id => "clean-pool";

    public override int Level => 3;

    public override int Order => 110;

    public override string Title => "A backend's connection with something left on it is not used again";

    public override string Hint =>
        "A connection may be kept only when both messages on it are over: all of the request was sent, all of the response was "
        + "read, and nothing lies behind it, neither in your buffer nor in the socket. Otherwise the next client gets what "
        + "was meant for the last, or its request is taken for the rest of an upload. When in doubt, close: a dial costs a "
        + "millisecond, a mixed-up answer costs trust.";

    public override string Chapter => Chapters.Level3("an-end-that-nobody-wrote");

    public override IReadOnlyList<string> Needs => ["reuse", "early-response"];

    public override async Task RunAsync(CheckContext context)
    {
        try
        {
            await DirtyAsync(context);
        }
        catch
        {
            // Whatever it was: what the program has kept in spite of all would fail the checks to come, too. A response that
            // nobody waits for any more may still be on its way, so it is not enough to close those that are idle.
            foreach (ScriptedBackend backend in context.Backends.All)
            {
                backend.Reset();
            }

            throw;
        }
    }

    private static async Task DirtyAsync(CheckContext context)
    {
        int count = context.Backends.All.Count;

        context.Step("The backends each send a response, and another one behind it that nobody asked for");
        for (int i = 0; i < count; i++)
        {
            Exchange exchange = await context.Client.SendAsync(new RequestSpec { Close = false, Script = SendTooMuchAsync, Limit = ResponseLimit }, context.Stop);
            if (exchange.Plan.Arrivals.Count == 0)
            {
                throw new CheckFailedException("the request at a backend", exchange.Describe(), exchange);
            }
        }

        await AskAsync(context);

        context.Step($"{count} clients leave in the middle of a response");
        for (int i = 0; i < count; i++)
        {
            await LeaveDownloadAsync(context);
        }

        await AskAsync(context);

        context.Step($"{count} clients leave in the middle of an upload, which their backend has answered already");
        for (int i = 0; i < count; i++)
        {
            await LeaveUploadAsync(context);
        }

        await AskAsync(context);
    }

    private static Task SendTooMuchAsync(BackendConnection connection, HttpHead request, CancellationToken stop) =>
        connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\nHTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nstray\n", stop);

    private static async Task LeaveDownloadAsync(CheckContext context)
    {
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        RequestPlan plan = context.Client.Plan(async (connection, _, stop) =>
        {
            await connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {Size}\r\n\r\n{new string('x', Size / 2)}", stop);
            await left.Task.WaitAsync(stop);
            await connection.SendAsync(new string('y', Size / 2), stop);
        });
        Exchange begun = context.Client.Begin(plan, new RequestSpec { Close = false });
        using ClientConnection client = await ClientConnection.OpenAsync(context.Client.Address, context.Stop);
        await client.SendAsync(begun.RequestHead, context.Stop);
        try
        {
            await ReadHeadAsync(client, begun, context.Stop);
            client.Reset();
        }
        finally
        {
            left.SetResult();
        }
    }

    /// <summary>Reads the head of a response whose second half is sent only when the head has come.</summary>
    private static async Task ReadHeadAsync(ClientConnection client, Exchange begun, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(ResponseLimit);
        string came;
        try
        {
            if (await client.Reader.ReadHeadAsync(limit.Token) is not null)
            {
                return;
            }

            came = "the end of the connection";
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            came = client.Reader.BytesReceived == 0 ? "nothing: it seems to collect a response before it sends it" : "a part of it";
        }

        Exchange seen = begun with
        {
            BytesSent = client.BytesSent,
            FirstBytes = client.Reader.FirstBytes,
            BytesReceived = client.Reader.BytesReceived,
        };
        throw new CheckFailedException(
            $"the head of a response within {ResponseLimit.TotalSeconds:0} s, when its backend has sent half of the body",
            came,
            seen);
    }

    private static async Task LeaveUploadAsync(CheckContext context)
    {
        var spec = new RequestSpec { Method = "POST", Fields = $"Content-Length: {Size}\r\n", Close = false, Limit = ResponseLimit };
        RequestPlan plan = context.Client.Plan(async (connection, head, stop) =>
        {
            await connection.RespondAsync("no, thank you\n", stop, "422 Unprocessable Content");
            await connection.SkipBodyAsync(head, stop);
        });
        Exchange begun = context.Client.Begin(plan, spec);
        Exchange done = await context.Client.RunAsync(begun, spec, async (connection, limit) =>
        {
            await connection.SendAsync(begun.RequestHead, limit);
            Exchange exchange = await Client.ReadResponseAsync(connection, begun, "POST", sink: null, limit);
            connection.Reset();
            return exchange;
        }, context.Stop);
        if (!done.IsComplete || done.Status != 422)
        {
            // Without it, nothing has been left over on any connection, and the requests to come would prove nothing.
            throw new CheckFailedException(
                "the backend's 422 to an upload that has only been announced",
                plan.Arrivals.Count == 0 ? $"{done.Describe()}: the request's head never reached a backend" : done.Describe(),
                done.Evidence with { Curl = ByHand.Raw(context.Client, $"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {Size}\r\n\r\n", "-q -1 -w 5") })
            {
                Advice = HeadHeldBack,
            };
        }
    }

    /// <summary>Twice as many requests as there are backends: each gets one on a connection that it had kept.</summary>
    private static async Task AskAsync(CheckContext context)
    {
        int requests = 2 * context.Backends.All.Count;
        context.Step($"Send {requests} requests");
        for (int i = 1; i <= requests; i++)
        {
            Exchange exchange = await context.Client.SendAsync(new RequestSpec { Close = false, Limit = ResponseLimit }, context.Stop);
            if (!exchange.IsGenuine)
            {
                string came = exchange is { IsComplete: true, Status: 200 } ? "one that was meant for another" : exchange.Describe();
                throw new CheckFailedException(
                    "to each request the response that is meant for it", $"to request {i} {came}", exchange.Evidence with { Curl = ByHand.Loop(context.Client, requests) });
            }
        }
    }
}
