using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Net;
using Microsoft.Extensions.Logging.Abstractions;

namespace LearnLoadBalancer.Lab.Backends;

/// <summary>
/// A backend inside the lab, for machines without Node.js. It does what <c>backends-node</c> does; its
/// end is as sudden as that of a program that is killed.
/// </summary>
internal sealed class BuiltInBackend : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly IResponses _responses;
    private readonly ConnectionSet _connections = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    private BuiltInBackend(IResponses responses, Socket listener)
    {
        _listener = listener;
        _responses = responses;
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        _accepting = AcceptLoop.RunAsync(listener, Begin, NullLogger.Instance, TimeProvider.System, _stop.Token);
    }

    public int Port { get; }

    /// <summary>Starts a backend.</summary>
    /// <param name="number">What it calls itself: 1, 2 or 3.</param>
    /// <param name="port">Its port; 0 lets the system choose.</param>
    /// <exception cref="StartupException">The port can't be had.</exception>
    public static BuiltInBackend Start(int number, int port)
    {
        try
        {
            return new BuiltInBackend(new BuiltInResponses(number), ListeningSocket.Open(new ListenAddress("", port)));
        }
        catch (StartupException e)
        {
            throw new StartupException($"Backend {number} can't have port {port}: {e.InnerException?.Message}. Stop the program that has it.", e);
        }
    }

    /// <summary>Starts a backend that responds otherwise, on a port that the system chooses. Only this machine reaches it.</summary>
    public static BuiltInBackend Start(IResponses responses) => new(responses, ListeningSocket.Open(new ListenAddress("127.0.0.1", 0)));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _connections.AbortAll();
        await _connections.WhenEmptyAsync();
        _stop.Dispose();
    }

    private void Begin(Socket client)
    {
        _connections.Add(client);
        _ = ServeAsync(client); // Disposing waits for it: it is in the set until it ends.
    }

    private async Task ServeAsync(Socket client)
    {
        try
        {
            client.NoDelay = true;
            await ServeRequestsAsync(client, new RequestReader(client));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException or InvalidDataException)
        {
            // The client left, or talks nonsense, or the backend is being stopped. Each ends the connection.
        }
        finally
        {
            client.Dispose();
            _connections.Remove(client);
        }
    }

    private async Task ServeRequestsAsync(Socket client, RequestReader reader)
    {
        bool keepAlive = true;
        while (keepAlive && await reader.ReadHeadAsync(_stop.Token) is { } lines)
        {
            Response response;
            bool headOnly = false;
            if (RequestHead.TryParse(lines, out RequestHead? request))
            {
                if (request.ExpectsContinue)
                {
                    await SendAsync(client, "HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray());
                }

                response = await _responses.ToAsync(request, await reader.SkipBodyAsync(request.ContentLength, _stop.Token));
                keepAlive = request.KeepAlive;
                headOnly = request.Method == "HEAD";
            }
            else
            {
                response = Response.Line("400 Bad Request", "This is no request that a backend of the course understands.");
                keepAlive = false;
            }

            await Task.Delay(response.Delay, _stop.Token);
            await SendAsync(client, response.Head(keepAlive));
            for (long i = 0; i < response.Times && !headOnly; i++)
            {
                await SendAsync(client, response.Block);
            }
        }

        client.Shutdown(SocketShutdown.Send);
        await LingeringClose.DrainAsync(client, TimeProvider.System, _stop.Token);
    }

    private async Task SendAsync(Socket client, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await client.SendAsync(bytes, _stop.Token)..];
        }
    }
}
