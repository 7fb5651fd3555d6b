using System.Diagnostics;

namespace LearnLoadBalancer.Lab.Bench.Proxies;

/// <summary>Runs a compiler, which is a program that ends.</summary>
internal static class Compiler
{
    private const int LinesToShow = 10;

    /// <summary>Runs it to its end.</summary>
    /// <exception cref="BenchException">It failed; the message has its last lines.</exception>
    public static async Task RunAsync(ProcessStartInfo start, CancellationToken cancel)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(cancel);
        string output = await process.StandardOutput.ReadToEndAsync(cancel);
        await process.WaitForExitAsync(cancel);
        if (process.ExitCode != 0)
        {
            string[] lines = (output + await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            throw new BenchException(
                $"{start.FileName} {string.Join(' ', start.ArgumentList)} failed:\n{string.Join('\n', lines.TakeLast(LinesToShow))}");
        }
    }
}
