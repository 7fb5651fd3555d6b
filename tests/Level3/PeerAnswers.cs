using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Level3;

/// <summary>A backend's whole part in a request of which nothing else matters.</summary>
internal static class PeerAnswers
{
    /// <summary>Reads a request, answers "ok", and waits until the client has it.</summary>
    public static async Task AnswerAsync(this Peer server, Peer client)
    {
        await server.ReadUntilAsync(HttpText.EndOfHead);
        await server.SendAsync(HttpText.Answer("ok"));
        await client.ReadUntilAsync("ok");
    }
}
