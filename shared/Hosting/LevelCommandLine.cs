using System.CommandLine;
using System.CommandLine.Parsing;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Hosting;

/// <summary>The command line that all levels understand: <c>--listen</c>, <c>--backend</c>, <c>--help</c>.</summary>
internal static class LevelCommandLine
{
    /// <summary>Exit code of a program that was called in a way it does not understand.</summary>
    public const int WrongUsage = 2;

    /// <summary>Parses the arguments, and either runs the program or says what is wrong with them.</summary>
    /// <returns>The program's exit code; 0 after <c>--help</c>; 2 for wrong usage.</returns>
    public static async Task<int> InvokeAsync(string description, string[] args, Func<ServerOptions, Task<int>> run)
    {
        var listen = new Option<ListenAddress>("--listen")
        {
            Description = "Where to listen: [host]:port. Without a host, on every address of this machine.",
            HelpName = "[host]:port",
            DefaultValueFactory = _ => ListenAddress.Default,
            CustomParser = ParseListen,
        };
        var backends = new Option<Backend[]>("--backend")
        {
            Description = "A server to forward to: host:port. Give it once for each server.",
            HelpName = "host:port",
            DefaultValueFactory = _ => [.. ServerOptions.DefaultBackends],
            CustomParser = ParseBackends,
        };
        var command = new RootCommand(description) { listen, backends };
        command.SetAction((result, _) => run(new ServerOptions(result.GetValue(listen)!, result.GetValue(backends)!)));

        ParseResult parsed = command.Parse(args);
        if (Complaint(parsed) is { } complaint)
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

    private static ListenAddress? ParseListen(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (!ListenAddress.TryParse(text, out ListenAddress? address))
        {
            result.AddError($"--listen '{text}' is not an address. Write it as [host]:port with a port from 0 to 65535, for example --listen :8091.");
        }

        return address;
    }

    private static Backend[] ParseBackends(ArgumentResult result)
    {
        var backends = new List<Backend>();
        foreach (Token token in result.Tokens)
        {
            if (Backend.TryParse(token.Value, out Backend? backend))
            {
                backends.Add(backend);
            }
            else
            {
                result.AddError($"--backend '{token.Value}' is not a server. Write it as host:port with a port from 1 to 65535, for example --backend localhost:9001.");
            }
        }

        return [.. backends];
    }
}
