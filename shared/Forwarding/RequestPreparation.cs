using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Http;

namespace LearnLoadBalancer.Forwarding;

/// <summary>Writes a request as it goes to a backend. The bytes of its head are used up by that.</summary>
internal sealed class RequestPreparation(HttpOptions options)
{
    private readonly RequestWriter _writer = new(options);

    /// <summary>Writes the head, and as much of the body as is there and fits.</summary>
    /// <returns>None, or why the request can't be forwarded.</returns>
    public CauseCode Prepare(ClientConnection client, Exchange exchange)
    {
        RequestHead request = exchange.Request;
        ReadOnlySpan<byte> head = client.Input.Unread[..request.Length];
        exchange.Output.Reserve(OutputBuffer.UsualSize);
        _writer.Write(request, head, client.Address, request.Hosts == 0 ? client.Socket.LocalEndPoint : null, exchange.Output);
        client.Input.Consume(head.Length);

        bool waitsForWord = request.ExpectsContinue && client.Input.IsEmpty;
        BodyTransfer body = exchange.Upload.Body;
        body.Begin(request.Body, request.Body);
        TransferStatus status = body.Transfer(client.Input.Unread, exchange.Output, out int consumed);
        client.Input.Consume(consumed);
        exchange.Upload.Begin(waitsForWord);
        return status == TransferStatus.Bad ? CauseCode.BadChunk
            : body.Moved > options.MaxBodyBytes || request.Body.Length > options.MaxBodyBytes ? CauseCode.BodyTooLarge
            : CauseCode.None;
    }
}
