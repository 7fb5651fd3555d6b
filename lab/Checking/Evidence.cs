namespace LearnLoadBalancer.Lab.Checking;

/// <summary>What went over the wire, and how to see it again.</summary>
/// <param name="Sent">The bytes that the client sent, escaped.</param>
/// <param name="Received">The bytes that came back, escaped.</param>
/// <param name="Curl">A command line that does the same.</param>
internal sealed record Evidence(string? Sent, string? Received, string? Curl)
{
    public static readonly Evidence None = new(null, null, null);

    /// <summary>How to start the program that <see cref="Curl"/> talks to, with the course's ports. Null: it runs, or nobody knows how.</summary>
    public string? Start { get; init; }

    /// <summary>The lines to type: first the program, in a terminal of its own, and then what it is asked. Null: there are none.</summary>
    public IReadOnlyList<string>? ByHand =>
        Curl is null ? null : Start is null ? [Curl] : [$"{Start}   # in a terminal of its own", Curl];
}
