using System.Net.Sockets;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Zoo.Http;

/// <summary>
/// The healthy animal among those that read HTTP: a balancer like Level 3's, made to be read and not to be
/// fast, whose every step is a method of its own. A fault overrides one of them.
/// </summary>
internal class HttpBalancer(ZooSettings settings) : Balancer(settings)
{
    private static readonly ReadOnlyMemory<byte> BadRequest =
        "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray();

    /// <summary>How often a request that waits for its response looks whether its client has been reset.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly BackendConnector _connector = new(TimeProvider.System);
    private readonly Pool _pool = new();

    /// <summary>One client: request after request.</summary>
    protected override async Task ServeAsync(Socket client, Health health, CancellationToken abort)
    {
        var connection = new HttpConnection(client);
        try
        {
            while (await ReadRequestAsync(connection.Reader) is { } request && await ForwardAsync(connection, request, health, abort))
            {
                // The next one.
            }
        }
        catch (InvalidDataException)
        {
            await SendLastAsync(client, BadRequest, abort);
        }
        catch (EndOfStreamException)
        {
            client.Abort(); // In the middle of a request, or of a response that must not look whole.
        }
    }

    /// <summary>The next request of this client, or null when it has left.</summary>
    protected virtual async Task<Request?> ReadRequestAsync(MessageReader reader)
    {
        if (await reader.ReadHeadAsync() is not { } text)
        {
            return null;
        }

        var head = new Head(text);
        Body body = BodyOf(head);
        return new Request(head, body, CreateUpload(reader, body));
    }

    /// <summary>Where the body of a request ends.</summary>
    protected virtual Body BodyOf(Head request) => Body.OfRequest(request);

    protected virtual Upload CreateUpload(MessageReader reader, Body body) => new(reader, body);

    /// <summary>The backend for this request of this client.</summary>
    protected virtual ValueTask<Backend?> PickForAsync(HttpConnection client, Request request, Health health) => PickAsync(health);

    /// <summary>What the response of this backend gets on top.</summary>
    protected virtual void PrepareResponse(Head response, Request request, Backend backend)
    {
        // Nothing.
    }

    private async Task<bool> ForwardAsync(HttpConnection client, Request request, Health health, CancellationToken abort) =>
        await ForwardToAsync(await PickForAsync(client, request, health), client, request, abort);

    /// <summary>One request: borrow, ask, and once more on a new connection if a kept one let us down.</summary>
    /// <returns>Whether the client's connection goes on.</returns>
    protected virtual async Task<bool> ForwardToAsync(Backend? backend, HttpConnection client, Request request, CancellationToken abort)
    {
        HttpConnection? connection = backend is null ? null : _pool.Take(backend, IsGood) ?? await DialAsync(backend, abort);
        PrepareRequest(request);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(abort);
        long received = connection?.Reader.Received ?? 0;
        Head? response = connection is null ? null : await AskAsync(client, connection, request, enough.Token);
        if (response is null && connection is { WasKept: true } && connection.Reader.Received == received && MayRepeat(request))
        {
            connection.Dispose();
            connection = await DialAsync(backend!, abort);
            response = connection is null ? null : await AskAsync(client, connection, request, enough.Token);
        }

        if (response is null || (response.Words[1] == "101" && !IsUpgrade(request)))
        {
            connection?.Dispose();
            await enough.CancelAsync();
            await SendLastAsync(client.Socket, request.Upload.IsBad ? BadRequest : BadGateway.Bytes, abort);
            return false;
        }

        bool goesOn = await RespondAsync(client, connection!, backend!, request, response);
        await enough.CancelAsync();
        if (goesOn)
        {
            await request.Upload.EndAsync(); // Reading on would overwrite the bytes that it sends.
        }
        else if (!request.Upload.IsTaken)
        {
            await EndAsync(client.Socket, abort); // It is still talking: see LingeringClose.
        }

        return goesOn;
    }

    /// <summary>Turns the head that came from the client into that for the backend.</summary>
    private void PrepareRequest(Request request)
    {
        bool upgrade = IsUpgrade(request);
        RemoveHopByHop(request.Head);
        WriteFraming(request.Head, request.Body);
        if (upgrade)
        {
            request.Head.Add("Connection", "Upgrade");
            request.Head.Add("Upgrade", "websocket");
        }
    }

    /// <summary>True for a request that shall become a pipe.</summary>
    protected virtual bool IsUpgrade(Request request) => request.AsksForUpgrade;

    /// <summary>Fields that are for us only: those that Connection names, and those that are always.</summary>
    protected virtual void RemoveHopByHop(Head head)
    {
        string[] named = head.List("Connection");
        foreach (string name in (string[])[.. named.Where(MayBeNamed), "Connection", "Keep-Alive", "Proxy-Connection", "TE", "Upgrade"])
        {
            head.Remove(name);
        }
    }

    /// <summary>Says where the body ends: in one way.</summary>
    protected virtual void WriteFraming(Head head, Body body)
    {
        head.Remove("Transfer-Encoding");
        if (body.IsChunked)
        {
            head.Add("Transfer-Encoding", "chunked");
        }
    }

    /// <summary>Without these two the message would be another one, or none: they stay, whoever names them.</summary>
    private static bool MayBeNamed(string name) =>
        !name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) && !name.Equals("Host", StringComparison.OrdinalIgnoreCase);

    /// <summary>True when a connection that was kept can be used.</summary>
    protected virtual bool IsGood(HttpConnection kept) => Pool.IsQuiet(kept);

    protected virtual async Task<HttpConnection?> DialAsync(Backend backend, CancellationToken abort)
    {
        ConnectResult dialled = await _connector.ConnectAsync(backend, BackendConnector.DefaultLimit, abort);
        return dialled.Succeeded ? new HttpConnection(dialled.Connection) : null;
    }

    /// <summary>Sends the request, and reads the head of the response. Null: there is none.</summary>
    private async Task<Head?> AskAsync(HttpConnection client, HttpConnection backend, Request request, CancellationToken enough)
    {
        using var watch = new Timer(_ => Look(client.Socket, backend.Socket), null, LookEvery, LookEvery);
        try
        {
            await BodyCopier.SendAsync(backend.Socket, request.Head.ToBytes());
            await BeforeResponseAsync(request.Upload.Start(backend.Socket, enough));
            while (await backend.Reader.ReadHeadAsync() is { } text)
            {
                var response = new Head(text);
                if (IsInterim(response))
                {
                    await BodyCopier.SendAsync(client.Socket, response.ToBytes()); // 100 Continue and the like come before the response.
                    continue;
                }

                return await AfterHeadAsync(backend, request, response);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or EndOfStreamException or InvalidDataException)
        {
            // Closed, reset or junk: no response.
        }

        return null;
    }

    /// <summary>True for a response before the response, such as 100 Continue. 101 is a last one.</summary>
    protected virtual bool IsInterim(Head response) => response.Words is not [_, [not '1', _, _], ..] and not [_, "101", ..];

    /// <summary>The response whose head has come: what the client is to see.</summary>
    protected virtual Task<Head?> AfterHeadAsync(HttpConnection backend, Request request, Head response) => Task.FromResult<Head?>(response);

    private static void Look(Socket client, Socket backend)
    {
        try
        {
            if (client.Poll(TimeSpan.Zero, SelectMode.SelectError))
            {
                backend.Abort();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    /// <summary>The upload goes on, and meanwhile the response is waited for.</summary>
    protected virtual Task BeforeResponseAsync(Task uploading) => Task.CompletedTask;

    /// <summary>True when a request may be sent again, to which not one byte came back.</summary>
    protected virtual bool MayRepeat(Request request) => request.Method is "GET" or "HEAD" && request.Body == Body.None;

    /// <summary>Passes the response on, and decides what becomes of both connections.</summary>
    private async Task<bool> RespondAsync(
        HttpConnection client, HttpConnection connection, Backend backend, Request request, Head response)
    {
        if (response.Words[1] == "101")
        {
            await SwitchAsync(client, connection, response);
            return false;
        }

        bool kept = false;
        try
        {
            Body body = Body.OfResponse(response, request.Method);
            bool backendStays = response.FirstLine.StartsWith("HTTP/1.1", StringComparison.Ordinal) && !response.Says("Connection", "close") && body != Body.UntilClose;
            bool clientStays = request.KeepsClient && request.Upload.IsTaken && body != Body.UntilClose;
            RemoveHopByHop(response);
            WriteFraming(response, body);
            PrepareResponse(response, request, backend);
            if (!clientStays)
            {
                response.Add("Connection", "close");
            }

            await SendHeadAsync(client.Socket, response);
            await SendBodyAsync(connection.Reader, body, client.Socket, clientStays);
            await request.Upload.SettleAsync();
            if (kept = MayKeep(connection, request, backendStays))
            {
                _pool.Put(backend, connection);
            }

            return clientStays;
        }
        catch (Exception e) when (e is SocketException or InvalidDataException)
        {
            client.Socket.Abort(); // Half a response must not look like a whole one.
            return false;
        }
        finally
        {
            if (!kept)
            {
                connection.Dispose();
            }
        }
    }

    /// <summary>Passes the head of a response on, before there is a body.</summary>
    protected virtual Task SendHeadAsync(Socket client, Head response) => BodyCopier.SendAsync(client, response.ToBytes());

    /// <summary>Passes the body of a response on.</summary>
    protected virtual Task SendBodyAsync(MessageReader from, Body body, Socket client, bool clientStays) =>
        BodyCopier.CopyAsync(from, body, bytes => BodyCopier.SendAsync(client, bytes), CancellationToken.None);

    /// <summary>True when a backend's connection may carry another request: both messages are over, and nothing is behind them.</summary>
    protected virtual bool MayKeep(HttpConnection connection, Request request, bool backendStays) =>
        backendStays && request.Upload.IsDone && connection.Reader.IsEmpty;

    /// <summary>HTTP is over, and what follows is a pipe.</summary>
    private async Task SwitchAsync(HttpConnection client, HttpConnection backend, Head response)
    {
        await BodyCopier.SendAsync(client.Socket, response.ToBytes());
        await BodyCopier.SendAsync(client.Socket, backend.Reader.TakeBuffered());
        await BodyCopier.SendAsync(backend.Socket, client.Reader.TakeBuffered());
        await RelayAsync(client.Socket, backend.Socket);
    }

    /// <summary>A last word to a client that may still be talking.</summary>
    private static async Task SendLastAsync(Socket client, ReadOnlyMemory<byte> response, CancellationToken abort)
    {
        await BodyCopier.SendAsync(client, response);
        await EndAsync(client, abort);
    }

    private static async Task EndAsync(Socket client, CancellationToken abort)
    {
        client.Shutdown(SocketShutdown.Send);
        await LingeringClose.DrainAsync(client, TimeProvider.System, abort);
    }
}
