namespace LearnLoadBalancer.Lab.Processes;

/// <summary>What to start, and how.</summary>
/// <param name="FileName">A program: a path, or a name to be looked for on the PATH.</param>
/// <param name="Arguments">Its arguments, one each: no shell is in between, so nothing needs quoting.</param>
internal sealed record ChildProgram(string FileName, params IReadOnlyList<string> Arguments)
{
    /// <summary>Where it runs. Null: where the lab runs.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Environment variables to add to the lab's own.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
