using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace LearnLoadBalancer.Lab.Slow;

/// <summary>A backend that responds a GET at once, and listens to an upload for ever.</summary>
/// <remarks>It understands what this command sends and no more: heads that arrive in one piece.</remarks>
internal sealed class SlowBackend : IAsyncDisposable
{
    private static readonly byte[] Response = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray();

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentDictionary<Socket, Task> _open = new();
    private volatile bool _ends;
    private Task _accepting = Task.CompletedTask;

    public SlowBackend()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(4096);
    }

    /// <summary>Where it listens, as Level 3's command line wants it.</summary>
    public string Address => _listener.LocalEndPoint!.ToString()!;

    /// <summary>Serves until disposed.</summary>
    public void Start() => _accepting = AcceptAsync();

    /// <exception cref="SocketException">It had to stop earlier: it had no descriptors left, say.</exception>
    public async ValueTask DisposeAsync()
    {
        _ends = true;
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach ((Socket client, Task serving) in _open)
        {
            client.Dispose();
            await serving;
        }

        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket client = await _listener.AcceptAsync();
                client.NoDelay = true;
                Task serving = ServeAsync(client);
                _open[client] = serving;
                if (serving.IsCompleted)
                {
                    _open.TryRemove(client, out _); // It was over before it stood there.
                }
            }
        }
        catch (Exception e) when (_ends && (e is SocketException or ObjectDisposedException))
        {
            // Disposed: that is how it ends.
        }
    }

    /// <summary>Ends with its connection, and never throws.</summary>
    private async Task ServeAsync(Socket client)
    {
        var buffer = new byte[256];
        try
        {
            using (client)
            {
                bool upload = false;
                while (await client.ReceiveAsync(buffer.AsMemory()) is > 0 and var received)
                {
                    upload |= buffer.AsSpan(0, received).StartsWith("POST "u8);
                    if (!upload)
                    {
                        await client.SendAsync(Response.AsMemory());
                    }
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Level 3 has ended, or has cut an upload.
        }
        finally
        {
            _open.TryRemove(client, out _);
        }
    }
}
