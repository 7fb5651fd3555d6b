namespace LearnLoadBalancer.Level5.Checks;

/// <summary>A check that asks something.</summary>
/// <param name="Path">What it asks for, such as <c>/health</c>.</param>
internal sealed record HttpCheckOptions(string Path)
{
    /// <summary>Which statuses are good. 200 to 399, as with HAProxy and Traefik.</summary>
    public StatusRanges Status { get; init; } = StatusRanges.Default;

    /// <summary>What the first 64 KiB of the body have to contain. Null: anything will do.</summary>
    public string? Contains { get; init; }
}
