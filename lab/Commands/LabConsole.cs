using Spectre.Console;

namespace LearnLoadBalancer.Lab.Commands;

/// <summary>The console with colours where somebody sees them, and without where a file or a program reads.</summary>
internal static class LabConsole
{
    /// <summary>Left to itself, Spectre looks at TERM only, and writes its escapes into pipes as well.</summary>
    public static IAnsiConsole Create() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        ColorSystem = Console.IsOutputRedirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
    });
}
