namespace LearnLoadBalancer.Lab.Checking;

/// <summary>What went over the wire, and how to see it again.</summary>
/// <param name="Sent">The bytes that the client sent, escaped.</param>
/// <param name="Received">The bytes that came back, escaped.</param>
/// <param name="Curl">A command line that does the same.</param>
internal sealed record Evidence(string? Sent, string? Received, string? Curl)
{
    public static readonly Evidence None = new(null, null, null);
}
