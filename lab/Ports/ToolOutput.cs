using System.ComponentModel;
using CliWrap;
using CliWrap.Buffered;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Ports;

/// <summary>Runs a tool of the system for what it prints.</summary>
internal static class ToolOutput
{
    /// <summary>Longer than any of these tools takes, even on a busy machine.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Runs it to its end.</summary>
    /// <returns>All that it printed, on both streams; empty when it could not be run or did not end.</returns>
    public static async Task<string> OfAsync(string file, params IReadOnlyList<string> arguments)
    {
        ProcessStarter.Starting(file);
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            BufferedCommandResult result = await Cli.Wrap(file).WithArguments(arguments)
                .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(limit.Token);
            return result.StandardOutput + result.StandardError;
        }
        catch (OperationCanceledException)
        {
            return ""; // It did not end, and has been killed with all that it had started.
        }
        catch (Win32Exception)
        {
            return ""; // There is no such tool here.
        }
    }
}
