namespace LearnLoadBalancer.Tests.Docs.Markdown;

/// <summary>What a reader does in a step of a console block.</summary>
internal enum StepKind
{
    /// <summary>Types a command.</summary>
    Command,

    /// <summary>Presses Ctrl+C.</summary>
    Interrupt,

    /// <summary>Nothing: looks at what a running program prints.</summary>
    Watch,
}
