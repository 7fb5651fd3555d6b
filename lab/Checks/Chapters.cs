using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Checks;

/// <summary>Where the course explains what the checks look for.</summary>
internal static class Chapters
{
    /// <summary>A section of Level 1's chapter.</summary>
    public static string Level1(string section) => Of(1, section);

    /// <summary>A section of Level 2's chapter.</summary>
    public static string Level2(string section) => Of(2, section);

    /// <summary>A section of Level 3's chapter.</summary>
    public static string Level3(string section) => Of(3, section);

    /// <summary>A section of Level 4's chapter.</summary>
    public static string Level4(string section) => Of(4, section);

    /// <summary>A section of Level 5's chapter.</summary>
    public static string Level5(string section) => Of(5, section);

    /// <summary>What to read when all checks of a level have passed.</summary>
    public static string AfterLevel(int level) => level switch
    {
        1 => "Next: a backend dies, and every third client pays for it. Read docs/02-level2-health.md.",
        2 => "Next: all requests of a connection go to one backend. Read docs/03-level3-keepalive.md.",
        3 => "Next: every backend counts the same, however big or busy. Read docs/04-level4-policies.md.",
        4 => "Next: a backend fails all its requests and passes every check. Read docs/05-level5-detection.md.",
        5 => "Read what is still wrong with it: docs/05-level5-detection.md#what-is-still-wrong.",
        _ => "Read what is still wrong with it, at the end of its chapter.",
    };

    private static string Of(int level, string section) => $"{LevelProgram.All.Single(program => program.Number == level).Chapter}#{section}";
}
