using System.Net;
using System.Net.Sockets;

namespace LearnLoadBalancer.Lab.Slow;

/// <summary>A backend that answers a GET at once, and listens to an upload for ever.</summary>
/// <remarks>It understands what this command sends and no more: heads that arrive in one piece.</remarks>
internal sealed class SlowBackend : IDisposable
{
    private static readonly byte[] Answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray();

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public SlowBackend()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(4096);
    }

    /// <summary>Where it listens, as Level 3's command line wants it.</summary>
    public string Address => _listener.LocalEndPoint!.ToString()!;

    /// <summary>Serves until disposed.</summary>
    public async Task RunAsync()
    {
        try
        {
            while (true)
            {
                Socket client = await _listener.AcceptAsync();
                client.NoDelay = true;
                _ = ServeAsync(client); // Ends with its connection, and never throws.
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed: that is how it ends.
        }
    }

    public void Dispose() => _listener.Dispose();

    private static async Task ServeAsync(Socket client)
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
                        await client.SendAsync(Answer.AsMemory());
                    }
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Level 3 has ended, or has cut an upload.
        }
    }
}
