using System.Buffers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using LearnLoadBalancer.Connections;
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
        client.Attach(backend);

        // 1. The request: its head, and what is there of its body, in one send.
        SocketResult sent = await backend.SendAsync(exchange.Output.Written, ForwardingLimits.Response);
        exchange.UploadSent = exchange.UploadEnded && sent.Error == SocketError.Success;
        if (sent.Error != SocketError.Success)
        {
            // No reason to give up yet: a backend may answer and close before it has read everything.
            exchange.UploadEnded = true;
            exchange.UploadCause = sent.TimedOut ? CauseCode.BackendStalled : CauseCode.None;
        }

        // 2. The rest of the body, if any, goes its own way. Else we listen whether the client stays: at once
        //    if its next request may come, and otherwise when the response is long in coming.
        Task? uploading = null;
        if (!exchange.UploadEnded)
        {
            uploading = _uploader.RunAsync(client, backend, exchange);
        }
        else if (!exchange.Request.AsksForWebSocket)
        {
            exchange.ListenLater = !Persistence.KeepsOpen(exchange.Request);
            if (!exchange.ListenLater)
            {
                client.ListenMeanwhile();
            }
        }

        // 3. The response.
        ForwardResult result = await _relay.RunAsync(client, backend, exchange);

        // 4. Leave nothing behind. An upload that outlives its response is of no use to anybody.
        if (uploading is not null)
        {
            if (exchange is { UploadEnded: false, UploadTaken: true })
            {
                backend.HurrySend(); // The last send has returned this moment, or the backend takes no more.
            }
            else if (!exchange.UploadEnded)
            {
                backend.Abort();
                client.StopReading();
            }

            await uploading;
            client.ResumeReading(); // We may have a word of our own to say, and the connection may go on after it.
        }

        bool cut = !client.Detach(backend);
        if (result.Succeeded)
        {
            // The backend's connection goes on only if it has had the whole request, too.
            return result with { BackendReusable = result.BackendReusable && exchange.UploadSent && !cut };
        }

        // A connection that was idle may have been closed in the moment in which we took it.
        bool nothingSent = sent.Error != SocketError.Success && sent.Bytes == 0;
        return result with
        {
            CanResend = !cut && !exchange.ResponseSeen
                && result.Cause is CauseCode.BackendClosed or CauseCode.BackendReset
                && Retry.IsSafe(backend.IsReused, nothingSent, exchange.Request.Method, exchange.BodyAtHand),
        };
    }
}
