using System.ComponentModel;
using System.Diagnostics;
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
        var start = new ProcessStartInfo(file, arguments)
        {
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = ProcessStarter.Start(start);
            process.StandardInput.Close();
            using var limit = new CancellationTokenSource(Limit);
            try
            {
                Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
                Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
                return await output + await errors;
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                return "";
            }
        }
        catch (Win32Exception)
        {
            return ""; // There is no such tool here.
        }
    }
}
