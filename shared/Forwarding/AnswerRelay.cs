using System.Buffers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Forwarding;

/// <summary>Reads a backend's answer and writes it to the client.</summary>
internal sealed class AnswerRelay(ArrayPool<byte> buffers, TimeProvider time)
{
    /// <summary>Runs until the answer is complete or has failed.</summary>
    [AsyncMethodBuilder(typeof(PooledMethodBuilder<>))]
    public async ValueTask<ForwardResult> RunAsync(ClientConnection client, BackendConnection backend, Exchange exchange)
    {
        // 1. The head. Interim answers (100, 103) may come first, and are passed on as they come.
        AnswerHead answer = exchange.Answer;
        for (int interim = 0; ;)
        {
            HeadStatus status = answer.Parse(backend.Input.Unread);
            if (status == HeadStatus.Failed)
            {
                return new ForwardResult(ForwardStage.AnswerHead, answer.Cause);
            }

            if (status == HeadStatus.Incomplete)
            {
                if (backend.Input.Room.Length == 0)
                {
                    backend.Input.MakeRoom(Limits.Head + Limits.BackendBuffer);
                }

                SocketResult received = await ReceiveAsync(backend, exchange);
                backend.Input.Received(received.Bytes);
                if (received.TimedOut && ListenNow(client, exchange))
                {
                    continue;
                }

                if (received.Bytes == 0)
                {
                    return new ForwardResult(ForwardStage.AnswerHead, WhyNoHead(client, exchange, received));
                }

                exchange.AnswerSeen = true;
                continue;
            }

            if (!answer.IsInterim)
            {
                break;
            }

            if (++interim > Limits.InterimAnswers)
            {
                return new ForwardResult(ForwardStage.AnswerHead, CauseCode.TooManyInterim);
            }

            CauseCode cause = await RelayInterimAsync(client, backend, exchange);
            if (cause != CauseCode.None)
            {
                return new ForwardResult(ForwardStage.AnswerHead, cause);
            }
        }

        // 2. What it is, and what the client is told about it.
        if (exchange.TimesAnswer)
        {
            exchange.AnswerHeadAt = time.GetTimestamp();
        }

        if (answer.Status == 101)
        {
            return await TunnelAsync(client, backend, exchange);
        }

        (BodyFraming body, CauseCode bad) = Prepare(client, backend, exchange, out bool keepOpen);
        if (bad != CauseCode.None)
        {
            return new ForwardResult(ForwardStage.AnswerHead, bad);
        }

        // 3. The head, and what is there of the body, in one send; then the rest.
        exchange.AnswerBegun = true;
        SocketResult sent = await client.SendAsync(exchange.Output.Written, Limits.ClientSend);
        bad = OfSend(sent);
        if (bad == CauseCode.None && !exchange.Download.IsDone)
        {
            bad = await StreamAsync(client, backend, exchange);
        }

        if (bad != CauseCode.None)
        {
            return new ForwardResult(ForwardStage.AnswerBody, bad);
        }

        // 4. May the connections go on? The backend's only if the answer is over, and nothing follows.
        return new ForwardResult(
            ForwardStage.Done,
            CauseCode.None,
            BackendReusable: backend.Input.IsEmpty && Persistence.CanReuse(answer, body),
            ClientReusable: keepOpen);
    }

    private static (BodyFraming Body, CauseCode Cause) Prepare(
        ClientConnection client, BackendConnection backend, Exchange exchange, out bool keepOpen)
    {
        keepOpen = false;
        RequestHead request = exchange.Request;
        AnswerHead answer = exchange.Answer;
        ReadOnlySpan<byte> head = backend.Input.Unread[..answer.Length];
        (BodyFraming body, CauseCode cause) = BodyFraming.OfAnswer(answer, head, request.Method);
        if (cause != CauseCode.None)
        {
            return (body, cause);
        }

        BodyFraming outgoing = AnswerWriter.Reframe(body, request.MinorVersion);
        keepOpen = Persistence.KeepsOpen(request) && outgoing.Kind != BodyKind.UntilClose
            && exchange.UploadTaken && !client.MustClose;

        OutputBuffer output = exchange.Output;
        output.Clear();
        AnswerWriter.Write(
            answer, head, exchange.ExtraAnswerFields.Span, AnswerWriter.Declare(answer, head, request, outgoing), keepOpen, request.MinorVersion, output);
        backend.Input.Consume(answer.Length);

        exchange.Download.Begin(body, outgoing);
        TransferStatus status = exchange.Download.Transfer(backend.Input.Unread, output, out int consumed);
        backend.Input.Consume(consumed);
        return (body, status == TransferStatus.Bad ? CauseCode.AnswerBadChunk : CauseCode.None);
    }

    private static async ValueTask<CauseCode> RelayInterimAsync(ClientConnection client, BackendConnection backend, Exchange exchange)
    {
        OutputBuffer output = exchange.Output;
        output.Clear();
        AnswerWriter.WriteInterim(exchange.Answer, backend.Input.Unread[..exchange.Answer.Length], output);
        backend.Input.Consume(exchange.Answer.Length);
        exchange.Answer.Reset();

        // HTTP/1.0 does not know them: to such a client they would be the answer.
        return exchange.Request.MinorVersion > 0 ? OfSend(await client.SendAsync(output.Written, Limits.ClientSend)) : CauseCode.None;
    }

    private static async ValueTask<CauseCode> StreamAsync(ClientConnection client, BackendConnection backend, Exchange exchange)
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
                backend.Input.MakeRoom(Math.Min(backend.Input.Capacity * 4, Limits.StreamBuffer));
            }

            SocketOperation receiving = backend.ReceiveAsync(exchange.ListenLater ? Limits.ListenAfter : Limits.Answer, body.IsRaw ? body.Remaining : long.MaxValue);
            inARow = receiving.IsCompleted ? inARow : 0;
            SocketResult received = await receiving;
            backend.Input.Received(received.Bytes);
            if (received.TimedOut && ListenNow(client, exchange))
            {
                continue;
            }

            if (received.Bytes == 0)
            {
                exchange.Output.Clear();
                return received.IsEnd && body.TryEnd(exchange.Output)
                    ? OfSend(await client.SendAsync(exchange.Output.Written, Limits.ClientSend))
                    : WhyCut(client, exchange, received);
            }

            inARow += received.Bytes;
            if (inARow > Limits.BytesInARow)
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

        SocketResult sent = await client.SendAsync(backend.Input.UnreadMemory[..length], Limits.ClientSend);
        backend.Input.Consume(length);
        body.Skip(length);
        return OfSend(sent);
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
                return CauseCode.AnswerBadChunk;
            }

            if (output.Length > 0 && OfSend(await client.SendAsync(output.Written, Limits.ClientSend)) is var cause and not CauseCode.None)
            {
                return cause;
            }

            if (status != TransferStatus.NeedRoom)
            {
                return CauseCode.None;
            }
        }
    }

    /// <summary>Leaves HTTP: from now on it is Level 1's pipe, beginning with what was received too far.</summary>
    private async ValueTask<ForwardResult> TunnelAsync(ClientConnection client, BackendConnection backend, Exchange exchange)
    {
        AnswerHead answer = exchange.Answer;
        OutputBuffer output = exchange.Output;
        ReadOnlyMemory<byte> head = backend.Input.UnreadMemory[..answer.Length];
        if (!exchange.Request.AsksForWebSocket || !HopByHop.NamesWebSocket(answer.ValueOf(FieldKind.Upgrade, head.Span)))
        {
            return new ForwardResult(ForwardStage.AnswerHead, CauseCode.UnaskedUpgrade);
        }

        output.Clear();
        AnswerWriter.WriteSwitch(answer, head.Span, exchange.ExtraAnswerFields.Span, output);
        backend.Input.Consume(answer.Length);
        output.Append(backend.Input.Unread);
        backend.Input.Consume(backend.Input.Unread.Length);
        exchange.AnswerBegun = true;
        CauseCode cause = OfSend(await client.SendAsync(output.Written, Limits.ClientSend));
        if (cause == CauseCode.None && !client.Input.IsEmpty)
        {
            SocketResult sent = await backend.SendAsync(client.Input.UnreadMemory, Limits.Answer);
            client.Input.Consume(client.Input.Unread.Length);
            cause = sent.Error == SocketError.Success ? CauseCode.None : CauseCode.AnswerCut;
        }

        if (cause != CauseCode.None)
        {
            return new ForwardResult(ForwardStage.AnswerBody, cause);
        }

        output.Release();
        await SocketPipe.RunAsync(client.Socket, backend.Socket, buffers, time);
        return new ForwardResult(ForwardStage.Done, CauseCode.None);
    }

    private static SocketOperation ReceiveAsync(BackendConnection backend, Exchange exchange)
    {
        if (exchange.UploadEnded)
        {
            return backend.ReceiveAsync(exchange.ListenLater ? Limits.ListenAfter : Limits.Answer);
        }

        // As long as the client uploads, the backend need not answer. The uploader sets the deadline when
        // it ends; if that was between our two looks, we set it ourselves.
        SocketOperation receiving = backend.ReceiveWithoutEndAsync();
        Interlocked.MemoryBarrier();
        if (exchange.UploadEnded)
        {
            backend.ExtendReceive(Limits.Answer);
        }

        return receiving;
    }

    /// <returns>False when the time for the answer itself is up.</returns>
    private static bool ListenNow(ClientConnection client, Exchange exchange)
    {
        if (!exchange.ListenLater)
        {
            return false;
        }

        exchange.ListenLater = false;
        client.ListenMeanwhile();
        return true;
    }

    private static CauseCode WhyNoHead(ClientConnection client, Exchange exchange, SocketResult received) =>
        exchange.UploadCause != CauseCode.None ? exchange.UploadCause
        : client.IsGone ? CauseCode.ClientLeft
        : received.TimedOut ? CauseCode.AnswerTimeout
        : received.IsEnd ? CauseCode.BackendClosed
        : CauseCode.BackendReset;

    private static CauseCode WhyCut(ClientConnection client, Exchange exchange, SocketResult received) =>
        exchange.UploadCause != CauseCode.None ? exchange.UploadCause
        : client.IsGone ? CauseCode.ClientLeft
        : received.TimedOut ? CauseCode.AnswerTimeout
        : CauseCode.AnswerCut;

    private static CauseCode OfSend(SocketResult sent) =>
        sent.Error == SocketError.Success ? CauseCode.None
        : sent.TimedOut ? CauseCode.ClientStalled
        : CauseCode.ClientLeft;
}
