namespace LearnLoadBalancer.Lab.Up;

/// <summary>What a key does to a backend that runs.</summary>
/// <param name="Shown">How the backend is called from then on: <c>failing</c>.</param>
/// <param name="Text">The same in the words of a backend: see <c>backends-node/README.md</c>.</param>
/// <param name="Sentence">What is said of it.</param>
internal sealed record UpFault(string Shown, string Text, string Sentence)
{
    /// <summary>It is well.</summary>
    public static readonly UpFault None = new("running", "none", "is healed");

    private static readonly UpFault Slow = new("slow", "slow=500", "is slow: half a second for each response");

    private static readonly UpFault Failing = new("failing", "fail=503", "is failing: 503 for each request, and /health is still good");

    /// <summary>A program that hangs takes connections all the same: the system does that for it.</summary>
    private static readonly UpFault Silent = new("silent", "silent,hang-health", "is silent: it takes connections, and no response ever comes, not even from /health");

    /// <summary>What becomes of the backend, in a word: <c>healed</c>.</summary>
    public string Becomes => this == None ? "healed" : Shown;

    /// <summary>What a verb does.</summary>
    /// <returns>Null for one that makes nobody ill or well.</returns>
    public static UpFault? Of(UpVerb verb) => verb switch
    {
        UpVerb.Slow => Slow,
        UpVerb.Fail => Failing,
        UpVerb.Silence => Silent,
        UpVerb.Heal => None,
        _ => null,
    };
}
