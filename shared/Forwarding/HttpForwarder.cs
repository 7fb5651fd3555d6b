using System.Buffers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Faults;
using LearnLoadBalancer.Http;

namespace LearnLoadBalancer.Forwarding;

/// <summary>One request to one backend, and its response back to the client.</summary>
/// <remarks>
/// The common case, a request without a body and a small response, costs a receive and a send on either side,
/// and two receives that are begun early and find nothing yet. Longer bodies stream, both ways at once if need be.
/// </remarks>
internal sealed class HttpForwarder(HttpOptions options, ArrayPool<byte> buffers, TimeProvider time)
{
    private readonly Uploader _uploader = new(options);
    private readonly ResponseRelay _relay = new(buffers, time);

    /// <summary>Sends the prepared request and relays the response. Both connections stay the caller's.</summary>
    [AsyncMethodBuilder(typeof(PooledMethodBuilder<>))]
    public async ValueTask<ForwardResult> ForwardAsync(ClientConnection client, BackendConnection backend, Exchange exchange)
    {
        Upload upload = exchange.Upload;
        Task? uploading = null;
        bool relayed = false;
        bool cut = true;
        bool nothingSent;
        ForwardResult result;
        client.Attach(backend);
        try
        {
            // 1. The request: its head, and what is there of its body, in one send.
            Fault.At(FaultStep.WriteHead);
            exchange.Times.NoteRequest();
            SocketResult sent = await backend.SendAsync(exchange.Output.Written, ForwardingLimits.Response);
            nothingSent = sent.Error != SocketError.Success && sent.Bytes == 0;
            if (sent.Error == SocketError.Success)
            {
                upload.NoteSent();
            }
            else
            {
                // No reason to give up yet: a backend may answer and close before it has read everything.
                upload.End(sent.TimedOut ? CauseCode.BackendStalled : CauseCode.BackendClosed, client.Clock.Now);
            }

            // 2. The rest of the body, if any, goes its own way. Else we listen whether the client stays, if its next
            //    request may come. (Behind an upgrade come bytes for the backend: they wait where they are.)
            exchange.Wait.Begin(client, backend, upload);
            if (!upload.HasEnded)
            {
                uploading = _uploader.RunAsync(client, backend, exchange);
            }
            else if (Persistence.KeepsOpen(exchange.Request) && !exchange.Request.AsksForWebSocket)
            {
                client.ListenMeanwhile();
            }

            // 3. The response.
            result = await _relay.RunAsync(client, backend, exchange);
            relayed = true;
        }
        finally
        {
            // 4. Leave nothing behind, however it went: the upload is over, and the client knows of no backend.
            if (uploading is not null)
            {
                await EndAsync(uploading, client, backend, upload, inOrder: relayed);
            }

            cut = !client.Detach(backend);
        }

        // The backend's connection goes on only if it has had the whole request, too.
        return result.Succeeded
            ? result with { BackendReusable = result.BackendReusable && upload.IsSent && !cut }
            : result with { MayBeStale = backend.IsReused && !cut, NothingSent = nothingSent };
    }

    /// <summary>Waits for the end of an upload. One that outlives its response is of no use to anybody.</summary>
    private static async ValueTask EndAsync(
        Task uploading, ClientConnection client, BackendConnection backend, Upload upload, bool inOrder)
    {
        if (inOrder && upload is { HasEnded: false, IsTaken: true })
        {
            backend.HurrySend(); // The last send has returned this moment, or the backend takes no more.
        }
        else if (!upload.HasEnded)
        {
            backend.Abort();
            client.StopReading();
        }

        await uploading;
        client.ResumeReading(); // We may have a word of our own to say, and the connection may go on after it.
    }
}
