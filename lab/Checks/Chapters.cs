namespace LearnLoadBalancer.Lab.Checks;

/// <summary>Where the course explains what the checks look for.</summary>
internal static class Chapters
{
    /// <summary>A section of Level 1's chapter.</summary>
    public static string Level1(string section) => $"docs/level1.md#{section}";

    /// <summary>A section of Level 2's chapter.</summary>
    public static string Level2(string section) => $"docs/level2.md#{section}";

    /// <summary>What to do when all checks of a level have passed.</summary>
    public static string AfterLevel(int level) => level switch
    {
        1 => "Next: what it does when a backend dies. Read docs/level2.md.",
        _ => $"Read what is still wrong with it, at the end of docs/level{level}.md.",
    };
}
