using System.Buffers;
using System.Runtime.CompilerServices;
using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Http;

namespace LearnLoadBalancer.Forwarding;

/// <summary>Reads a backend's answer and writes it to the client.</summary>
internal sealed class AnswerRelay(ArrayPool<byte> buffers, TimeProvider time)
{
    private readonly Tunnel _tunnel = new(buffers, time);

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

                SocketResult received = await exchange.ReceiveAnswerAsync(backend);
                backend.Input.Received(received.Bytes);
                if (received.TimedOut && exchange.ListenNow(client))
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
            return await _tunnel.RunAsync(client, backend, exchange);
        }

        (BodyFraming body, CauseCode bad) = Prepare(client, backend, exchange, out bool keepOpen);
        if (bad != CauseCode.None)
        {
            return new ForwardResult(ForwardStage.AnswerHead, bad);
        }

        // 3. The head, and what is there of the body, in one send; then the rest.
        exchange.AnswerBegun = true;
        SocketResult sent = await client.SendAsync(exchange.Output.Written, Limits.ClientSend);
        bad = ClientConnection.CauseOf(sent);
        if (bad == CauseCode.None && !exchange.Download.IsDone)
        {
            bad = await AnswerBody.StreamAsync(client, backend, exchange);
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
        return exchange.Request.MinorVersion > 0 ? ClientConnection.CauseOf(await client.SendAsync(output.Written, Limits.ClientSend)) : CauseCode.None;
    }

    private static CauseCode WhyNoHead(ClientConnection client, Exchange exchange, SocketResult received) =>
        exchange.UploadCause != CauseCode.None ? exchange.UploadCause
        : client.IsGone ? CauseCode.ClientLeft
        : received.TimedOut ? CauseCode.AnswerTimeout
        : received.IsEnd ? CauseCode.BackendClosed
        : CauseCode.BackendReset;
}
