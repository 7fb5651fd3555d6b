using System.Net.Sockets;
using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Faults;
using LearnLoadBalancer.Http;

namespace LearnLoadBalancer.Forwarding;

/// <summary>Sends the rest of a request's body, while the response may already be coming back.</summary>
internal sealed class Uploader(HttpOptions options)
{
    /// <summary>Runs until the body is complete, or somebody fails or tells it to stop.</summary>
    /// <remarks>
    /// When the client fails, the backend's connection is cut at once: half a body must not look like a
    /// whole one. That also wakes the task that waits for the response.
    /// </remarks>
    public async Task RunAsync(ClientConnection client, BackendConnection backend, Exchange exchange)
    {
        CauseCode cause = CauseCode.BodyCut;
        try
        {
            cause = await CopyAsync(client, backend, exchange);
        }
        finally
        {
            // Also where it threw: else somebody would wait for the response to half a body, and without a limit.
            exchange.Upload.End(cause, client.Clock.Now);
            if (cause is not (CauseCode.None or CauseCode.BackendClosed))
            {
                backend.Abort();
            }
        }

        // All sent, or the backend takes no more. Either way it is its turn now: a response is due.
        if (exchange.Upload.Cause == CauseCode.None && exchange.Upload.IsTaken)
        {
            client.ListenMeanwhile();
        }
    }

    private async ValueTask<CauseCode> CopyAsync(ClientConnection client, BackendConnection backend, Exchange exchange)
    {
        BodyTransfer body = exchange.Upload.Body;
        int inARow = 0;
        while (true)
        {
            // What is at hand goes first.
            Fault.At(FaultStep.Upload);
            bool filled = client.Input.Room.Length == 0;
            CauseCode cause = body.IsRaw
                ? await SendRawAsync(client, backend, exchange)
                : await SendReframedAsync(client, backend, exchange);
            if (cause != CauseCode.None || body.IsDone)
            {
                return cause;
            }

            if (filled || client.Input.Room.Length == 0)
            {
                // The last receive filled the buffer: a fast client, so use fewer and larger pieces.
                // Slow clients keep their small buffer, however many they are.
                client.Input.MakeRoom(Math.Min(client.Input.Capacity * 4, ForwardingLimits.StreamBuffer));
            }

            // Of a body of known length not a byte too many is received: what follows is the next request.
            long deadline = client.Clock.In(ForwardingLimits.RequestBody);
            SocketOperation receiving = client.ReceiveUntil(deadline, body.IsRaw ? body.Remaining : long.MaxValue);
            inARow = receiving.IsCompleted ? inARow : 0;
            SocketResult received = await receiving;
            while (received.TimedOut && exchange.Upload.ClientDue(deadline) is var due && client.Clock.Now < due)
            {
                // It was told to wait, and has the word to go on only since then, or has it not yet.
                deadline = due == Upload.NotDue ? client.Clock.In(ForwardingLimits.RequestBody) : due;
                received = await client.ReceiveUntil(deadline, long.MaxValue); // The same receive: it has not ended.
            }

            client.Input.Received(received.Bytes);
            if (received.Bytes == 0)
            {
                return OnNoInput(client, received);
            }

            exchange.Upload.NoteWord(client.Clock.Now); // It has begun, whether it had the word or not.
            inARow += received.Bytes;
            if (inARow > Connection.BytesInARow)
            {
                inARow = 0;
                await Task.Yield();
            }
        }
    }

    private static async ValueTask<CauseCode> SendRawAsync(ClientConnection client, BackendConnection backend, Exchange exchange)
    {
        BodyTransfer body = exchange.Upload.Body;
        int length = (int)Math.Min(client.Input.Unread.Length, body.Remaining);
        if (length == 0)
        {
            return CauseCode.None;
        }

        if (length == body.Remaining)
        {
            exchange.Upload.NoteTaken();
        }

        SocketResult sent = await backend.SendAsync(client.Input.UnreadMemory[..length], ForwardingLimits.Response);
        client.Input.Consume(length);
        body.Skip(length);
        return OfSend(sent);
    }

    private async ValueTask<CauseCode> SendReframedAsync(ClientConnection client, BackendConnection backend, Exchange exchange)
    {
        OutputBuffer output = exchange.Upload.Output;
        output.Reserve(OutputBuffer.UsualSize);
        while (true)
        {
            TransferStatus status = exchange.Upload.Body.Transfer(client.Input.Unread, output, out int consumed);
            client.Input.Consume(consumed);
            if (status == TransferStatus.Bad)
            {
                return CauseCode.BadChunk;
            }

            // Only here: a length that is known was compared with the limit before anything was sent.
            if (exchange.Upload.Body.Moved > options.MaxBodyBytes)
            {
                return CauseCode.BodyTooLarge;
            }

            if (status == TransferStatus.Done)
            {
                exchange.Upload.NoteTaken();
            }

            if (output.Length > 0)
            {
                SocketResult sent = await backend.SendAsync(output.Written, ForwardingLimits.Response);
                output.Clear();
                if (OfSend(sent) is var cause and not CauseCode.None)
                {
                    return cause;
                }
            }

            if (status != TransferStatus.NeedRoom)
            {
                return CauseCode.None;
            }
        }
    }

    private static CauseCode OfSend(SocketResult sent) =>
        sent.Error == SocketError.Success ? CauseCode.None
        : sent.TimedOut ? CauseCode.BackendStalled
        : CauseCode.BackendClosed;

    private static CauseCode OnNoInput(ClientConnection client, SocketResult received)
    {
        if (received.IsEnd)
        {
            client.NoteEnd();
            return CauseCode.BodyCut;
        }

        // Interrupted: the response is complete, and nobody wants the rest of the body.
        return received.Interrupted ? CauseCode.BackendClosed
            : received.TimedOut ? CauseCode.BodyTimeout
            : CauseCode.ClientLeft;
    }
}
