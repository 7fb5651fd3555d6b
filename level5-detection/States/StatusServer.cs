using System.Net.Sockets;
using System.Text;
using LearnLoadBalancer.Net;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Level5.States;

/// <summary>Tells anybody who asks how the backends are doing: <c>curl localhost:9100</c>.</summary>
/// <remarks>
/// One line for each backend, with tabs between its three parts: name, state, and why. So people can read it, and a
/// program takes it apart with one split. Whatever is asked, that is the answer. Level 8 has a better one, with metrics.
/// </remarks>
/// <param name="states">What to tell.</param>
/// <param name="logger">Where trouble is told.</param>
/// <param name="time">The clock; the system's when null.</param>
internal sealed class StatusServer(BackendStates states, ILogger logger, TimeProvider? time = null)
{
    /// <summary>How long somebody may take to ask, and to read. Nobody may keep one of the few places for ever.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Opens the socket.</summary>
    /// <exception cref="StartupException">It can't be had. The message names the option.</exception>
    public static Socket Open(ListenAddress address)
    {
        try
        {
            return ListeningSocket.Open(address);
        }
        catch (StartupException e)
        {
            throw new StartupException(e.Message.Replace("--listen", "--status", StringComparison.Ordinal), e);
        }
    }

    /// <summary>Tells until told to stop.</summary>
    public Task RunAsync(Socket listener, CancellationToken stop) =>
        new TcpServer(logger, _time) { MaxConnections = 8 }.RunAsync(listener, (socket, _) => TellAsync(socket, stop), stop);

    private async Task TellAsync(Socket socket, CancellationToken stop)
    {
        using var deadline = new CancellationTokenSource(Limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stop);
        try
        {
            // Read what is asked, to its end: whoever is closed on with unread bytes gets a reset, and no answer.
            var buffer = new byte[8 * 1024];
            int length = 0;
            while (length < buffer.Length && buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0)
            {
                int received = await socket.ReceiveAsync(buffer.AsMemory(length), either.Token);
                if (received == 0)
                {
                    return;
                }

                length += received;
            }

            ReadOnlyMemory<byte> response = Encoding.UTF8.GetBytes(Response());
            while (response.Length > 0)
            {
                response = response[await socket.SendAsync(response, either.Token)..];
            }

            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // Too slow, or gone, or we stop: nobody is left to be told.
        }
    }

    private string Response()
    {
        string body = string.Concat(states.Describe().Select(one => $"{one.Backend}\t{one.State}\t{one.Why}\n"));
        return $"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"
            + $"Cache-Control: no-store\r\nConnection: close\r\n\r\n{body}";
    }
}
