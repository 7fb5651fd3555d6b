using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Lab.Checking.Wire;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Lab.Backends;

/// <summary>
/// A backend inside the lab, for machines without Node.js. It does what <c>backends-node</c> does; its
/// end is as sudden as that of a program that is killed.
/// </summary>
internal sealed class BuiltInBackend : IAsyncDisposable
{
    private readonly IResponses _responses;
    private readonly LabServer _server;

    private BuiltInBackend(IResponses responses, Socket listener)
    {
        _responses = responses;
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        _server = new LabServer([listener], ServeAsync);
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

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(Socket client, CancellationToken stop)
    {
        var reader = new WireReader(client);
        bool keepAlive = true;
        while (keepAlive && await reader.ReadHeadAsync(stop) is { } head)
        {
            Response response;
            bool headOnly = false;
            if (RequestHead.TryParse(head, out RequestHead? request))
            {
                if (request.ExpectsContinue)
                {
                    await SendAsync(client, "HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), stop);
                }

                long bodyLength = 0;
                if (await reader.ReadBodyAsync(head.FramingOfRequest(), bytes => bodyLength += bytes.Length, stop) != StreamEnd.Complete)
                {
                    return; // The client left in the middle of it, or its chunks are none.
                }

                response = await _responses.ToAsync(request, bodyLength);
                keepAlive = request.KeepAlive;
                headOnly = request.Method == "HEAD";
            }
            else
            {
                response = Response.Line("400 Bad Request", "This is no request that a backend of the course understands.");
                keepAlive = false;
            }

            if (response == Response.Never)
            {
                await WhenGoneAsync(client, stop);
                return;
            }

            await Task.Delay(response.Delay, stop);
            await SendAsync(client, response.Head(keepAlive), stop);
            for (long i = 0; i < response.Times && !headOnly; i++)
            {
                await SendAsync(client, response.Block, stop);
            }
        }

        client.Shutdown(SocketShutdown.Send);
        await LingeringClose.DrainAsync(client, TimeProvider.System, stop);
    }

    private static async Task WhenGoneAsync(Socket client, CancellationToken stop)
    {
        var dropped = new byte[256];
        while (await client.ReceiveAsync(dropped, stop) > 0)
        {
            // What it still sends gets no response either.
        }
    }

    private static async Task SendAsync(Socket client, ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await client.SendAsync(bytes, stop)..];
        }
    }
}
