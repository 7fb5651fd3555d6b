using System.Buffers;
using System.Net.Sockets;
using System.Text;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Level5.Checks;

/// <summary>A check that asks something, as a client would: one GET on a connection of its own.</summary>
/// <param name="dialler">Dials.</param>
/// <param name="options">What to ask, and what is a good answer.</param>
/// <param name="time">The clock of the limit.</param>
internal sealed class HttpProbe(ProbeDialler dialler, HttpCheckOptions options, TimeProvider time)
{
    private readonly BodySearch? _search = options.Contains is { } text ? new BodySearch(text) : null;

    /// <summary>Asks.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public async Task<CheckResult> CheckAsync(Backend backend, CancellationToken stop)
    {
        // One limit for all of it: a backend that sends a byte now and then must not keep us for ever.
        using var deadline = new CancellationTokenSource(dialler.Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stop);
        ConnectResult dialled = await dialler.DialAsync(backend, stop);
        if (!dialled.Succeeded)
        {
            return dialler.Explain(dialled);
        }

        using Socket socket = dialled.Connection;
        try
        {
            await SendAsync(socket, Encoding.ASCII.GetBytes(
                $"GET {options.Path} HTTP/1.1\r\nHost: {backend}\r\nUser-Agent: LearnLoadBalancer-check\r\nAccept: */*\r\nConnection: close\r\n\r\n"), either.Token);
            return await ReadAsync(socket, either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return dialler.TimedOut;
        }
        catch (SocketException)
        {
            return new CheckResult(CheckKind.Closed, "reset without a response");
        }
    }

    private async Task<CheckResult> ReadAsync(Socket socket, CancellationToken limit)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(MessageLimits.Head);
        try
        {
            var head = new ResponseHead();
            int length = 0;
            while (true)
            {
                HeadStatus status = head.Parse(buffer.AsSpan(0, length));
                if (status == HeadStatus.Failed)
                {
                    return new CheckResult(CheckKind.NotHttp, "not HTTP");
                }

                if (status == HeadStatus.Complete && !head.IsInterim)
                {
                    break;
                }

                if (status == HeadStatus.Complete)
                {
                    // 103, say. The response is still to come, and may be here already.
                    buffer.AsSpan(head.Length, length - head.Length).CopyTo(buffer);
                    length -= head.Length;
                    head.Reset();
                    continue;
                }

                int received = await socket.ReceiveAsync(buffer.AsMemory(length), limit);
                if (received == 0)
                {
                    return new CheckResult(CheckKind.Closed, "closed without a response");
                }

                length += received;
            }

            return !options.Status.Contains(head.Status) ? new CheckResult(CheckKind.Status, $"status {head.Status}")
                : _search is null ? CheckResult.Ok
                : await _search.RunAsync(socket, head, buffer, length, limit);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task SendAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken limit)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes, limit)..];
        }
    }
}
