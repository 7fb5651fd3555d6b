namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>One row of "Case by case: origin faults", or a variant of one.</summary>
/// <param name="Row">As the table has it, and what makes the variant.</param>
/// <param name="Raw">What the backend sends.</param>
/// <param name="After">What it does then.</param>
/// <param name="Received">What the client must receive, byte by byte; null: a response of ours, see the next two.</param>
/// <param name="Status">The status of our response.</param>
/// <param name="Cause">Its cause.</param>
/// <param name="Cut">The client's connection must be reset after what it received.</param>
/// <param name="Pooled">The backend's connection must be used again for the next request.</param>
/// <param name="Request">What is asked; null: a plain GET.</param>
public sealed record ResponseCase(
    string Row, string Raw, Afterwards After, string? Received, int Status = 0, string? Cause = null,
    bool Cut = false, bool Pooled = false, string? Request = null)
{
    /// <inheritdoc/>
    public override string ToString() => Row;
}
