using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Connections;

/// <summary>The end of a client's connection while the client may still be talking.</summary>
internal static class Lingering
{
    /// <summary>
    /// Before a close with input unread: ends our sending and reads on for a while, see
    /// <see cref="LingeringClose"/>, so that the last response is heard by a client that is still talking.
    /// </summary>
    public static async ValueTask RunAsync(ClientConnection client)
    {
        if (!client.FinishSending())
        {
            return;
        }

        long end = client.Clock.In(LingeringClose.TotalLimit);
        long drained = 0;
        int inARow = 0;
        while (drained < LingeringClose.ByteLimit)
        {
            int received = await client.DiscardAsync(Math.Min(end, client.Clock.In(LingeringClose.IdleLimit)));
            if (received == 0)
            {
                return;
            }

            drained += received;
            inARow += received;
            if (inARow >= Connection.BytesInARow)
            {
                inARow = 0;
                await Task.Yield();
            }
        }
    }
}
