using System.CommandLine;
using LearnLoadBalancer.Hosting;

namespace LearnLoadBalancer.Lab.Commands;

/// <summary>The lab's command line: picks the command, and says in one line what was wrong.</summary>
internal static class LabCommandLine
{
    /// <summary>What to do when no command is named: the one that a newcomer wants.</summary>
    private const string DefaultCommand = "up";

    private static readonly string[] OptionsOfTheLab = ["--help", "-h", "-?", "/?", "/h", "--version"];

    /// <summary>Runs the command that the arguments name.</summary>
    /// <returns>The command's exit code; 0 after <c>--help</c>; 1 when it could not start; 2 for wrong usage.</returns>
    public static async Task<int> InvokeAsync(string[] args, params IReadOnlyList<Command> commands)
    {
        var root = new RootCommand("The lab of LearnLoadBalancer. Without a command it does what 'up' does.");
        foreach (Command command in commands)
        {
            root.Subcommands.Add(command);
        }

        ParseResult parsed = root.Parse(WithCommand(args));
        if (Complaint(parsed) is { } complaint)
        {
            await Console.Error.WriteLineAsync(complaint);
            return LevelCommandLine.WrongUsage;
        }

        try
        {
            // The commands handle Ctrl+C themselves (StopSignal), as the levels do.
            return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
        }
        catch (Exception e) when (e is StartupException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return LevelHost.FailedToStart;
        }
    }

    private static string[] WithCommand(string[] args) =>
        args.Length == 0 || (args[0].StartsWith('-') && !OptionsOfTheLab.Contains(args[0]))
            ? [DefaultCommand, .. args]
            : args;

    private static string? Complaint(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens is [var unknown, ..])
        {
            bool isCommand = parsed.CommandResult.Command is RootCommand && !unknown.StartsWith('-');
            return $"Unknown {(isCommand ? "command" : unknown.StartsWith('-') ? "option" : "argument")} '{unknown}'. {Help(parsed)}";
        }

        // Messages of our own say the way out themselves.
        return parsed.Errors is [var error, ..]
            ? error.Message.StartsWith("--", StringComparison.Ordinal) || error.Message.EndsWith('.') && error.Message.Contains(". ", StringComparison.Ordinal)
                ? error.Message
                : $"{error.Message} {Help(parsed)}"
            : null;
    }

    private static string Help(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand
            ? "Run with --help to see what there is."
            : $"Run '{parsed.CommandResult.Command.Name} --help' to see what there is.";
}
