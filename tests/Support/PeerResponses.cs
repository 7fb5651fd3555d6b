namespace LearnLoadBalancer.Tests.Support;

/// <summary>A backend's whole part in a request of which nothing else matters.</summary>
internal static class PeerResponses
{
    /// <summary>Reads a request, answers "ok", and waits until the client has it: this response, and nothing before it.</summary>
    /// <param name="server">The backend.</param>
    /// <param name="client">The client.</param>
    /// <param name="isLast">The client has asked for "Connection: close", so it must be told the same.</param>
    public static async Task RespondAsync(this Peer server, Peer client, bool isLast = false)
    {
        await server.ReadUntilAsync(HttpText.EndOfHead);
        await server.SendAsync(HttpText.Response("ok"));
        string expected = isLast ? "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok" : HttpText.Response("ok");
        Assert.Equal(expected, await client.ReadExactlyAsync(expected.Length));
    }
}
