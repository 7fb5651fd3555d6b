using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Http;

namespace LearnLoadBalancer.Forwarding;

/// <summary>Relays what did not come with the response's head: piece by piece, in constant memory.</summary>
internal static class ResponseBody
{
    /// <summary>Runs until the body is complete, or somebody fails.</summary>
    /// <returns>None, or what failed.</returns>
    public static async ValueTask<CauseCode> StreamAsync(ClientConnection client, BackendConnection backend, Exchange exchange)
    {
        BodyTransfer body = exchange.Download;
        int inARow = 0;
        while (true)
        {
            bool filled = backend.Input.Room.Length == 0;
            CauseCode cause = body.IsRaw
                ? await SendRawAsync(client, backend, body)
                : await SendReframedAsync(client, backend, exchange);
            if (cause != CauseCode.None || body.IsDone)
            {
                return cause;
            }

            if (filled || backend.Input.Room.Length == 0)
            {
                backend.Input.MakeRoom(Math.Min(backend.Input.Capacity * 4, ForwardingLimits.StreamBuffer));
            }

            // Of a body of known length not a byte too many is received: what follows is nobody's.
            SocketOperation receiving = exchange.Wait.ReceiveAsync(body.IsRaw ? body.Remaining : long.MaxValue);
            inARow = receiving.IsCompleted ? inARow : 0;
            SocketResult received = await receiving;
            backend.Input.Received(received.Bytes);
            if (exchange.Wait.GoesOn(received))
            {
                continue;
            }

            if (received.Bytes == 0)
            {
                exchange.Output.Clear();
                return received.IsEnd && body.TryEnd(exchange.Output)
                    ? ClientConnection.CauseOf(await client.SendAsync(exchange.Output.Written, ForwardingLimits.ClientSend))
                    : exchange.Wait.WhyNothing(received, CauseCode.ResponseCut, CauseCode.ResponseCut);
            }

            inARow += received.Bytes;
            if (inARow > Connection.BytesInARow)
            {
                inARow = 0;
                await Task.Yield();
            }
        }
    }

    private static async ValueTask<CauseCode> SendRawAsync(ClientConnection client, BackendConnection backend, BodyTransfer body)
    {
        int length = (int)Math.Min(backend.Input.Unread.Length, body.Remaining);
        if (length == 0)
        {
            return CauseCode.None;
        }

        SocketResult sent = await client.SendAsync(backend.Input.UnreadMemory[..length], ForwardingLimits.ClientSend);
        backend.Input.Consume(length);
        body.Skip(length);
        return ClientConnection.CauseOf(sent);
    }

    private static async ValueTask<CauseCode> SendReframedAsync(ClientConnection client, BackendConnection backend, Exchange exchange)
    {
        OutputBuffer output = exchange.Output;
        while (true)
        {
            output.Clear();
            TransferStatus status = exchange.Download.Transfer(backend.Input.Unread, output, out int consumed);
            backend.Input.Consume(consumed);
            if (status == TransferStatus.Bad)
            {
                return CauseCode.ResponseBadChunk;
            }

            if (output.Length > 0 && ClientConnection.CauseOf(await client.SendAsync(output.Written, ForwardingLimits.ClientSend)) is var cause and not CauseCode.None)
            {
                return cause;
            }

            if (status != TransferStatus.NeedRoom)
            {
                return CauseCode.None;
            }
        }
    }
}
