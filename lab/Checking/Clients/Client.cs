using System.Buffers;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Lab.Checking.Clients;

/// <summary>The client that the checker plays: one request on one connection, and its response.</summary>
internal sealed class Client(IPEndPoint address, string host, BackendFarm farm, Timeline timeline, Random random)
{
    private const int BodyKept = 64 * 1024;

    /// <summary>Characters that a shell does not take for themselves.</summary>
    private static readonly SearchValues<char> MeansSomething = SearchValues.Create("[]?*&;");

    /// <summary>Where the program under test listens.</summary>
    public IPEndPoint Address => address;

    /// <summary>The name or address by which people call it.</summary>
    public string Host => host;

    /// <summary>The same with the port, as it stands in <c>Host</c> and in a URL.</summary>
    public string Authority => host.Contains(':') ? $"[{host}]:{address.Port}" : $"{host}:{address.Port}";

    /// <summary>The URL of a path for a command line: in quotes, where a shell would make something else of it.</summary>
    public string UrlOf(string path)
    {
        string url = $"http://{Authority}{path}";
        return url.AsSpan().ContainsAny(MeansSomething) ? $"'{url}'" : url;
    }

    /// <summary>Announces a request at the backends and gives it a random name and a random answer.</summary>
    public RequestPlan Plan(BackendScript? script = null)
    {
        // One generator, many requests at once.
        lock (random)
        {
            return farm.Expect($"llb-{Hex(6)}", Hex(8), script);
        }
    }

    /// <summary>The head of a request, as bytes of text.</summary>
    public string HeadOf(RequestPlan plan, RequestSpec spec) =>
        $"{spec.Method} /{plan.Token}{spec.Suffix} HTTP/1.1\r\nHost: {Authority}\r\nUser-Agent: lab-check\r\nAccept: */*\r\n"
        + spec.Fields
        + (spec.Body is null ? "" : $"Content-Length: {spec.Body.Length}\r\n")
        + (spec.Close ? "Connection: close\r\n\r\n" : "\r\n");

    /// <summary>Sends a GET and reads its response.</summary>
    public Task<Exchange> GetAsync(CancellationToken cancel) => SendAsync(new RequestSpec(), cancel);

    /// <summary>Sends a request and reads its response. Whatever goes wrong is in the result; only cancellation throws.</summary>
    public Task<Exchange> SendAsync(RequestSpec spec, CancellationToken cancel)
    {
        Exchange begun = Begin(Plan(spec.Script), spec);
        return RunAsync(begun, spec, (connection, limit) => AskAsync(connection, begun, spec, limit), cancel);
    }

    /// <summary>The same on a connection that is there already, and stays.</summary>
    public Task<Exchange> SendOnAsync(ClientConnection connection, RequestSpec spec, CancellationToken cancel)
    {
        spec = spec with { Close = false };
        Exchange begun = Begin(Plan(spec.Script), spec);
        connection.StartAnew();
        return RunOnAsync(connection, begun, spec, limit => AskAsync(connection, begun, spec, limit), cancel);
    }

    /// <summary>An exchange of which nothing has happened yet.</summary>
    public Exchange Begin(RequestPlan plan, RequestSpec spec) =>
        new(plan, spec.Method, HeadOf(plan, spec), 0) { Limit = spec.Limit, Curl = ByHand.Request(this, plan, spec) };

    /// <summary>Opens a connection, lets <paramref name="talk"/> use it, closes it, and writes down what came of it.</summary>
    public Task<Exchange> RunAsync(
        Exchange begun, RequestSpec spec, Func<ClientConnection, CancellationToken, Task<Exchange>> talk, CancellationToken cancel) =>
        TalkAsync(begun, spec, kept: null, talk, cancel);

    /// <summary>Lets <paramref name="talk"/> use a connection that is there already, and stays, and writes down what came of it.</summary>
    public Task<Exchange> RunOnAsync(
        ClientConnection connection, Exchange begun, RequestSpec spec, Func<CancellationToken, Task<Exchange>> talk, CancellationToken cancel) =>
        TalkAsync(begun, spec, connection, (_, limit) => talk(limit), cancel);

    private async Task<Exchange> TalkAsync(
        Exchange begun, RequestSpec spec, ClientConnection? kept, Func<ClientConnection, CancellationToken, Task<Exchange>> talk, CancellationToken cancel)
    {
        long began = Stopwatch.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(spec.Limit);
        Exchange done;
        ClientConnection? connection = kept;
        try
        {
            connection ??= await ClientConnection.OpenAsync(address, limit.Token);
            done = await talk(connection, limit.Token);
        }
        catch (SocketException e) when (IsOurs(e))
        {
            throw new CannotTellException(OutOfDescriptors(e));
        }
        catch (SocketException e)
        {
            done = connection is null
                ? begun with { NotConnected = $"no connection ({e.SocketErrorCode})" }
                : Seen(connection, begun) with { End = StreamEnd.Reset };
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            done = connection is null
                ? begun with { NotConnected = "no connection: nobody picked up" }
                : Seen(connection, begun);
        }
        finally
        {
            if (kept is null)
            {
                connection?.Dispose();
            }
        }

        done = done with { Took = Stopwatch.GetElapsedTime(began) };
        bool good = done.IsGenuine || (begun.Plan.Script is not null && done.IsComplete && done.Backend > 0);
        timeline.Add(Lane.Client, good ? EventKind.Response : EventKind.Trouble, $"{spec.Method} /{begun.Plan.Token}: {done.Describe()}");
        return done;
    }

    /// <summary>Reads a response. When the time is up before its end, what came so far is the result.</summary>
    /// <param name="connection">From where.</param>
    /// <param name="begun">The exchange that it belongs to.</param>
    /// <param name="method">The method of the request: the response to HEAD has no body.</param>
    /// <param name="sink">Gets the body. Null: the exchange keeps it.</param>
    /// <param name="cancel">The time limit.</param>
    public static async Task<Exchange> ReadResponseAsync(
        ClientConnection connection, Exchange begun, string method, SpanSink? sink, CancellationToken cancel)
    {
        HttpHead? head = await ReadFinalHeadAsync(connection, cancel);
        if (head is null || !head.IsHttp)
        {
            return Seen(connection, begun) with { End = connection.Reader.End ?? StreamEnd.Malformed };
        }

        var body = new MemoryStream();
        try
        {
            StreamEnd end = await connection.Reader.ReadBodyAsync(head.FramingOfResponse(method), sink ?? Keep, cancel);
            return Seen(connection, begun) with { Head = head, Body = body.ToArray(), End = end };
        }
        catch (OperationCanceledException)
        {
            return Seen(connection, begun) with { Head = head, Body = body.ToArray() };
        }

        void Keep(ReadOnlySpan<byte> bytes) =>
            body.Write(bytes[..(int)Math.Min(bytes.Length, Math.Max(0, BodyKept - body.Length))]);
    }

    private static async Task<Exchange> AskAsync(ClientConnection connection, Exchange begun, RequestSpec spec, CancellationToken cancel)
    {
        await SendWhatIsTakenAsync(connection, begun, spec.Body, cancel);
        return await ReadResponseAsync(connection, begun, spec.Method, sink: null, cancel);
    }

    /// <summary>Sends a request's head and, perhaps, a body. A connection that breaks meanwhile may hold a response all the same: reading will tell.</summary>
    public static async Task SendWhatIsTakenAsync(ClientConnection connection, Exchange begun, ReadOnlyMemory<byte> body, CancellationToken cancel)
    {
        if (await connection.TrySendAsync(begun.RequestHead, cancel))
        {
            await connection.TrySendAsync(body, cancel);
        }
    }

    /// <summary>Too few file descriptors is the checker's trouble, and says nothing about the program.</summary>
    public static bool IsOurs(SocketException e) => e.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable;

    /// <summary>What is said of that.</summary>
    public static string OutOfDescriptors(SocketException e) => $"The checker ran out of file descriptors ({e.SocketErrorCode}): it has as many as the hard limit allows (ulimit -Hn). 'lab doctor' says how to raise that.";

    /// <summary>Answers with status 1xx come before the real one.</summary>
    private static async Task<HttpHead?> ReadFinalHeadAsync(ClientConnection connection, CancellationToken cancel)
    {
        HttpHead? head;
        do
        {
            head = await connection.Reader.ReadHeadAsync(cancel);
        }
        while (head?.Status is >= 100 and < 200);

        return head;
    }

    private static Exchange Seen(ClientConnection connection, Exchange empty) => empty with
    {
        BytesSent = connection.BytesSent,
        FirstBytes = connection.Reader.FirstBytes,
        BytesReceived = connection.Reader.BytesReceived,
    };

    private string Hex(int bytes)
    {
        var some = new byte[bytes];
        random.NextBytes(some);
        return Convert.ToHexStringLower(some);
    }
}
