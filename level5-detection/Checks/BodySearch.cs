using System.Buffers;
using System.Net.Sockets;
using System.Text;
using LearnLoadBalancer.Http;

namespace LearnLoadBalancer.Level5.Checks;

/// <summary>Whether the body of a response contains a text.</summary>
/// <param name="text">The text.</param>
internal sealed class BodySearch(string text)
{
    /// <summary>As much of a body is looked through. A check is no download.</summary>
    public const int MostOfBody = 64 * 1024;

    private readonly byte[] _bytes = Encoding.UTF8.GetBytes(text);

    /// <summary>Looks for it, whatever pieces the body comes in.</summary>
    /// <param name="socket">The rest comes from here.</param>
    /// <param name="head">The head of the response.</param>
    /// <param name="buffer">That head, and what has come behind it.</param>
    /// <param name="length">So many bytes of the buffer.</param>
    /// <param name="limit">Gives up.</param>
    public async Task<CheckResult> RunAsync(Socket socket, ResponseHead head, byte[] buffer, int length, CancellationToken limit)
    {
        (BodyFraming framing, CauseCode wrong) = BodyFraming.OfResponse(head, buffer.AsSpan(0, head.Length), RequestMethod.Get);
        if (wrong != CauseCode.None)
        {
            return new CheckResult(CheckKind.NotHttp, "not HTTP");
        }

        var transfer = new BodyTransfer();
        transfer.Begin(framing, new BodyFraming(BodyKind.UntilClose, 0), padded: true); // What passes for a request passes here.
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
                if (body.Written.Span.IndexOf(_bytes) >= 0)
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

            return new CheckResult(CheckKind.Body, $"the body lacks '{text}'");
        }
        finally
        {
            body.Release();
        }
    }
}
