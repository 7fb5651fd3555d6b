using System.Net.Sockets;

namespace LearnLoadBalancer.Zoo.Http.Faults;

/// <summary>Ends every chunked response in order, so that the client's connection can go on. Also one that was cut off.</summary>
internal sealed class ForgesTheLastChunk(ZooSettings settings) : HttpBalancer(settings)
{
    protected override async Task SendBodyAsync(MessageReader from, Body body, Socket client, bool clientStays)
    {
        try
        {
            await base.SendBodyAsync(from, body, client, clientStays);
        }
        catch (EndOfStreamException) when (body.IsChunked && clientStays)
        {
            await BodyCopier.SendAsync(client, "0\r\n\r\n"u8.ToArray());
        }
    }

    protected override bool MayKeep(HttpConnection connection, Request request, bool backendStays) =>
        base.MayKeep(connection, request, backendStays) && IsGood(connection);
}
