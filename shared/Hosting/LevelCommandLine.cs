using System.CommandLine;

namespace LearnLoadBalancer.Hosting;

/// <summary>The command line of a level: runs it with what was given, or says in one line what is wrong.</summary>
internal static class LevelCommandLine
{
    /// <summary>Exit code of a program that was called in a way it does not understand.</summary>
    public const int WrongUsage = 2;

    /// <summary>Parses the arguments that all levels understand, and either runs the program or says what is wrong with them.</summary>
    /// <returns>The program's exit code; 0 after <c>--help</c>; 2 for wrong usage.</returns>
    public static Task<int> InvokeAsync(string description, string[] args, Func<ServerOptions, Task<int>> run) =>
        InvokeAsync(description, args, new ServerOptionSet(), run);

    /// <summary>The same, for a level that has options of its own.</summary>
    public static async Task<int> InvokeAsync<TOptions>(
        string description, string[] args, ILevelOptions<TOptions> options, Func<TOptions, Task<int>> run)
    {
        var command = new RootCommand(description);
        options.AddTo(command);
        command.SetAction((result, _) => run(options.Read(result)));

        ParseResult parsed = command.Parse(args);
        if ((Complaint(parsed) ?? options.Conflict(parsed)) is { } complaint)
        {
            await Console.Error.WriteLineAsync(complaint);
            return WrongUsage;
        }

        // The levels handle Ctrl+C themselves (StopSignal): the library's own way ends the process too early.
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
    }

    private static string? Complaint(ParseResult parsed) =>
        parsed.UnmatchedTokens is [var unknown, ..]
            ? $"Unknown option '{unknown}'. Run with --help to see what there is."
            : parsed.Errors is [var error, ..]
                ? error.Message.StartsWith("--", StringComparison.Ordinal) ? error.Message : $"{error.Message} Run with --help to see what there is."
                : null;
}
