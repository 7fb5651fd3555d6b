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
    /// <summary>As much of a body is looked through. A check is no download.</summary>
    public const int MostOfBody = 64 * 1024;

    private readonly byte[]? _contains = options.Contains is { } text ? Encoding.UTF8.GetBytes(text) : null;

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
                : _contains is null ? CheckResult.Ok
                : await LookThroughAsync(socket, head, buffer, length, limit);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Looks for the text in the body, whatever pieces it comes in.</summary>
    private async Task<CheckResult> LookThroughAsync(Socket socket, ResponseHead head, byte[] buffer, int length, CancellationToken limit)
    {
        (BodyFraming framing, CauseCode wrong) = BodyFraming.OfResponse(head, buffer.AsSpan(0, head.Length), RequestMethod.Get);
        if (wrong != CauseCode.None)
        {
            return new CheckResult(CheckKind.NotHttp, "not HTTP");
        }

        var transfer = new BodyTransfer();
        transfer.Begin(framing, new BodyFraming(BodyKind.UntilClose, 0));
        var body = new OutputBuffer(ArrayPool<byte>.Shared);
        try
        {
            // What is left over at the end of the room is less than a line of it.
            body.Reserve(MostOfBody + OutputBuffer.UsualSize);
            int unread = head.Length;
            while (true)
            {
                TransferStatus status = transfer.Transfer(buffer.AsSpan(unread, length - unread), body, out int consumed);
                unread += consumed;
                if (body.Written.Span.IndexOf(_contains) >= 0)
                {
                    return CheckResult.Ok;
                }

                if (status != TransferStatus.NeedInput || body.Length >= MostOfBody)
                {
                    break;
                }

                buffer.AsSpan(unread, length - unread).CopyTo(buffer);
                length -= unread;
                unread = 0;
                int received = await socket.ReceiveAsync(buffer.AsMemory(length), limit);
                if (received == 0)
                {
                    break;
                }

                length += received;
            }

            return new CheckResult(CheckKind.Body, $"the body lacks '{options.Contains}'");
        }
        finally
        {
            body.Release();
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
