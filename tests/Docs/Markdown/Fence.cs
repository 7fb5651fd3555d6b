namespace LearnLoadBalancer.Tests.Docs.Markdown;

/// <summary>A fenced block of a Markdown file.</summary>
/// <param name="File">The file, as a path from the repository's root.</param>
/// <param name="Line">The line of the opening fence, counted from 1.</param>
/// <param name="Language">The first word after the fence; empty if there is none.</param>
/// <param name="Attributes">What follows the language: <c>name=value</c> or <c>name="some words"</c>.</param>
/// <param name="CutFrom">The source file named in the comment before the fence, or null.</param>
/// <param name="Lines">The block's lines.</param>
internal sealed record Fence(
    string File,
    int Line,
    string Language,
    IReadOnlyDictionary<string, string> Attributes,
    string? CutFrom,
    IReadOnlyList<string> Lines)
{
    /// <summary>Languages of blocks that a reader types into a terminal.</summary>
    private static readonly HashSet<string> CommandLanguages = ["console", "bash", "sh", "shell", "powershell", "pwsh", "cmd", "bat"];

    /// <summary>Languages of blocks that are neither typed nor compiled: pictures, and text to look at.</summary>
    private static readonly HashSet<string> ProseLanguages = ["text", "mermaid"];

    /// <summary>True for commands, whether they are run or not.</summary>
    public bool IsCommands => CommandLanguages.Contains(Language);

    /// <summary>True for code, which must be cut from a source file.</summary>
    public bool IsCode => !IsCommands && !ProseLanguages.Contains(Language);

    /// <summary>Why the test does not run these commands, or null if it does.</summary>
    public string? SkipReason => Attributes.GetValueOrDefault("skip");

    /// <summary>True for commands that the test runs.</summary>
    public bool IsExecuted => Language == "console" && SkipReason is null;

    /// <summary>Where this is, for a person who has to go there.</summary>
    public string Place => $"{File}:{Line}";
}
