namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>One row of "Case by case", or a variant of one.</summary>
/// <param name="Row">As the table has it, and what makes the variant.</param>
/// <param name="Raw">What the client sends.</param>
/// <param name="Status">What it is answered.</param>
/// <param name="Forwarded">What must reach the backend, byte by byte; null: nothing.</param>
/// <param name="Cause">The cause that our own response must carry.</param>
/// <param name="Body">The body that must reach the backend.</param>
/// <param name="Trailers">The trailer lines that must reach it.</param>
public sealed record RequestCase(string Row, string Raw, int Status, string? Forwarded = null, string? Cause = null, string Body = "", string Trailers = "")
{
    /// <inheritdoc/>
    public override string ToString() => Row;
}
