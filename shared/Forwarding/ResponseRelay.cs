using System.Buffers;
using System.Runtime.CompilerServices;
using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Faults;
using LearnLoadBalancer.Http;

namespace LearnLoadBalancer.Forwarding;

/// <summary>Reads a backend's response and writes it to the client.</summary>
internal sealed class ResponseRelay(ArrayPool<byte> buffers, TimeProvider time)
{
    private readonly Tunnel _tunnel = new(buffers, time);

    /// <summary>Runs until the response is complete or has failed.</summary>
    [AsyncMethodBuilder(typeof(PooledMethodBuilder<>))]
    public async ValueTask<ForwardResult> RunAsync(ClientConnection client, BackendConnection backend, Exchange exchange)
    {
        // 1. The head. Interim responses (100, 103) may come first, and are passed on as they come.
        ResponseHead response = exchange.Response;
        ForwardStage stage = ForwardStage.Request;
        InterimPace? pace = null; // Made when there are any: nearly never.
        bool bare = false;
        while (true)
        {
            Fault.At(FaultStep.Relay);
            HeadStatus status = response.Parse(backend.Input.Unread);
            if (status == HeadStatus.Failed)
            {
                return new ForwardResult(ForwardStage.ResponseHead, response.Cause);
            }

            if (status == HeadStatus.Incomplete)
            {
                if (backend.Input.Room.Length == 0)
                {
                    backend.Input.MakeRoom(MessageLimits.Head + BackendConnection.BufferSize);
                }

                SocketResult received = await exchange.Wait.ReceiveAsync();
                backend.Input.Received(received.Bytes);
                if (exchange.Wait.GoesOn(received))
                {
                    continue;
                }

                if (received.Bytes == 0)
                {
                    return new ForwardResult(stage, exchange.Wait.WhyNothing(received, CauseCode.BackendClosed, CauseCode.BackendReset));
                }

                stage = ForwardStage.ResponseHead;
                continue;
            }

            bare |= response.HasBareLineEnds;
            if (!response.IsInterim)
            {
                break;
            }

            pace ??= new InterimPace(time);
            if (!pace.TryNote())
            {
                return new ForwardResult(ForwardStage.ResponseHead, CauseCode.TooManyInterim);
            }

            CauseCode cause = await RelayInterimAsync(client, backend, exchange);
            if (cause != CauseCode.None)
            {
                return new ForwardResult(ForwardStage.ResponseHead, cause);
            }
        }

        // 2. What it is, and what the client is told about it.
        exchange.Times.NoteResponseHead();
        if (response.Status == 101)
        {
            return await _tunnel.RunAsync(client, backend, exchange);
        }

        (BodyFraming body, CauseCode bad) = Prepare(client, backend, exchange, out bool keepOpen);
        if (bad != CauseCode.None)
        {
            return new ForwardResult(ForwardStage.ResponseHead, bad);
        }

        // 3. The head, and what is there of the body, in one send; then the rest.
        SocketResult sent = await client.SendAsync(exchange.Output.Written, ForwardingLimits.ClientSend);
        bad = ClientConnection.CauseOf(sent);
        if (bad == CauseCode.None && !exchange.Download.IsDone)
        {
            bad = await ResponseBody.StreamAsync(client, backend, exchange);
        }

        if (bad != CauseCode.None)
        {
            return new ForwardResult(ForwardStage.ResponseBody, bad);
        }

        // 4. May the connections go on? The backend's only if the response is over, and nothing follows. And if its lines
        //    ended as they should: a lone LF may have come out of a value, and what follows it would be somebody's forgery.
        return new ForwardResult(
            ForwardStage.Done,
            CauseCode.None,
            BackendReusable: backend.Input.IsEmpty && !bare && Persistence.CanReuse(response, body),
            ClientReusable: keepOpen);
    }

    private static (BodyFraming Body, CauseCode Cause) Prepare(
        ClientConnection client, BackendConnection backend, Exchange exchange, out bool keepOpen)
    {
        keepOpen = false;
        RequestHead request = exchange.Request;
        ResponseHead response = exchange.Response;
        ReadOnlySpan<byte> head = backend.Input.Unread[..response.Length];
        (BodyFraming body, CauseCode cause) = BodyFraming.OfResponse(response, head, request.Method);
        if (cause != CauseCode.None)
        {
            return (body, cause);
        }

        BodyFraming outgoing = ResponseWriter.Reframe(body, request.MinorVersion);
        keepOpen = Persistence.KeepsOpen(request) && outgoing.Kind != BodyKind.UntilClose
            && exchange.Upload.IsTaken && !client.MustClose;

        OutputBuffer output = exchange.Output;
        output.Clear();
        ResponseWriter.Write(
            response, head, exchange.ExtraResponseFields.Span, ResponseWriter.Declare(response, head, request, outgoing), keepOpen, request.MinorVersion, output);
        backend.Input.Consume(response.Length);

        exchange.Download.Begin(body, outgoing, padded: true);
        TransferStatus status = exchange.Download.Transfer(backend.Input.Unread, output, out int consumed);
        backend.Input.Consume(consumed);
        return (body, status == TransferStatus.Bad ? CauseCode.ResponseBadChunk : CauseCode.None);
    }

    private static async ValueTask<CauseCode> RelayInterimAsync(ClientConnection client, BackendConnection backend, Exchange exchange)
    {
        OutputBuffer output = exchange.Output;
        output.Clear();
        ResponseWriter.WriteInterim(exchange.Response, backend.Input.Unread[..exchange.Response.Length], output);
        backend.Input.Consume(exchange.Response.Length);
        bool isWord = exchange.Response.Status == 100;
        exchange.Response.Reset();
        if (exchange.Request.MinorVersion == 0)
        {
            return CauseCode.None; // HTTP/1.0 does not know them: to such a client they would be the response.
        }

        SocketResult sent = await client.SendAsync(output.Written, ForwardingLimits.ClientSend);
        if (isWord)
        {
            exchange.Upload.NoteWord(client.Clock.Now); // From now on the body is due.
        }

        return ClientConnection.CauseOf(sent);
    }
}
