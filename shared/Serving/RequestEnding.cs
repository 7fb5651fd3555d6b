using System.Net.Sockets;
using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Forwarding;
using LearnLoadBalancer.Health;
using LearnLoadBalancer.Http;

namespace LearnLoadBalancer.Serving;

/// <summary>How a request ends for its client: with the backend's response, with ours, or with a reset.</summary>
/// <param name="failures">Gets a line for each that failed.</param>
/// <param name="outages">Gets a word when there was no backend to choose.</param>
internal sealed class RequestEnding(FailureLog failures, OutageLog outages)
{
    /// <summary>The request was forwarded, or could not be, or was not to be.</summary>
    /// <returns>Whether the client's connection goes on.</returns>
    public ValueTask<bool> EndAsync(ClientConnection client, Exchange exchange, ForwardResult result)
    {
        if (!result.Succeeded)
        {
            return result.Stage == ForwardStage.Prepare ? RefuseAsync(client, exchange, result.Cause) : FailAsync(client, exchange, result);
        }

        // A client that is still talking must not be closed on at once: that could destroy its response.
        bool isTalking = !result.ClientReusable && (client.IsTalking || !exchange.Upload.IsTaken);
        return isTalking ? LingerAsync(client) : new ValueTask<bool>(result.ClientReusable);
    }

    /// <summary>The request is not one that we forward.</summary>
    /// <returns>Whether the client's connection goes on: it does not.</returns>
    public ValueTask<bool> RefuseAsync(ClientConnection client, Exchange exchange, CauseCode cause)
    {
        if (cause == CauseCode.ClientLeft)
        {
            return new ValueTask<bool>(false); // In the middle of a head: nothing was asked, nothing is answered.
        }

        failures.Report(cause, null);
        return RespondAsync(client, exchange, cause, keepOpen: false);
    }

    /// <summary>The client does not have its response: it gets ours, or, if it has a part already, a reset.</summary>
    private async ValueTask<bool> FailAsync(ClientConnection client, Exchange exchange, ForwardResult result)
    {
        if (result.Cause == CauseCode.NoBackend)
        {
            outages.Report();
        }
        else
        {
            failures.Report(result.Cause, exchange.Backend, result.Error);
        }

        if (result.Stage == ForwardStage.ResponseBody || result.Cause is CauseCode.ClientLeft or CauseCode.ClientStalled)
        {
            // Half a response must not look like a whole one, so it must not end in order.
            client.Abort();
            return false;
        }

        bool keepOpen = result.Side != Side.Client && exchange.Upload.IsTaken
            && Persistence.KeepsOpen(exchange.Request) && exchange.Request.MinorVersion > 0 && !client.MustClose;
        return await RespondAsync(client, exchange, result.Cause, keepOpen);
    }

    private static async ValueTask<bool> RespondAsync(ClientConnection client, Exchange exchange, CauseCode cause, bool keepOpen)
    {
        ReadOnlyMemory<byte> response = ErrorResponses.For(cause, keepOpen, exchange.Request.Method == RequestMethod.Head);
        SocketResult sent = await client.SendAsync(response, ForwardingLimits.ClientSend);
        if (sent.Error != SocketError.Success)
        {
            return false;
        }

        return keepOpen || await LingerAsync(client);
    }

    private static async ValueTask<bool> LingerAsync(ClientConnection client)
    {
        await Lingering.RunAsync(client);
        return false;
    }
}
