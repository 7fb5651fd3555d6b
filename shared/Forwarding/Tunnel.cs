using System.Buffers;
using System.Net.Sockets;
using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Forwarding;

/// <summary>Leaves HTTP: from now on it is Level 1's pipe, beginning with what was received too far.</summary>
internal sealed class Tunnel(ArrayPool<byte> buffers, TimeProvider time)
{
    /// <summary>Tells the client of the switch, sends on what each side has said already, and then pipes.</summary>
    public async ValueTask<ForwardResult> RunAsync(ClientConnection client, BackendConnection backend, Exchange exchange)
    {
        ResponseHead response = exchange.Response;
        OutputBuffer output = exchange.Output;
        ReadOnlyMemory<byte> head = backend.Input.UnreadMemory[..response.Length];
        if (!exchange.Request.AsksForWebSocket || !HopByHop.NamesWebSocket(response.ValueOf(FieldKind.Upgrade, head.Span)))
        {
            return new ForwardResult(ForwardStage.ResponseHead, CauseCode.UnaskedUpgrade);
        }

        output.Clear();
        ResponseWriter.WriteSwitch(response, head.Span, exchange.ExtraResponseFields.Span, output);
        backend.Input.Consume(response.Length);
        output.Append(backend.Input.Unread);
        backend.Input.Consume(backend.Input.Unread.Length);
        CauseCode cause = ClientConnection.CauseOf(await client.SendAsync(output.Written, ForwardingLimits.ClientSend));
        if (cause == CauseCode.None && !client.Input.IsEmpty)
        {
            SocketResult sent = await backend.SendAsync(client.Input.UnreadMemory, ForwardingLimits.Response);
            client.Input.Consume(client.Input.Unread.Length);
            cause = sent.Error == SocketError.Success ? CauseCode.None : CauseCode.ResponseCut;
        }

        if (cause != CauseCode.None)
        {
            return new ForwardResult(ForwardStage.ResponseBody, cause);
        }

        // An idle WebSocket should cost two sockets and no buffer, and it may stay idle for days.
        output.Release();
        backend.Input.Release();
        client.Input.Release();
        client.LeaveToPipe();
        await SocketPipe.RunAsync(client.Socket, backend.Socket, buffers, time);
        return new ForwardResult(ForwardStage.Done, CauseCode.None);
    }
}
