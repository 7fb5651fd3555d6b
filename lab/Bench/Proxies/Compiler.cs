using System.Diagnostics;

namespace LearnLoadBalancer.Lab.Bench.Proxies;

/// <summary>Runs a compiler, which is a program that ends.</summary>
internal static class Compiler
{
    private const int LinesToShow = 10;

    /// <summary>Runs it to its end; cancelled, it and all that it has started are ended.</summary>
    /// <exception cref="BenchException">It failed; the message has its last lines.</exception>
    public static async Task RunAsync(ProcessStartInfo start, CancellationToken cancel)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        Task<string[]> output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancel), process.StandardError.ReadToEndAsync(cancel));
        try
        {
            await output;
            await process.WaitForExitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true); // Disposing lets go of it, and would let it run on.
            throw;
        }

        if (process.ExitCode != 0)
        {
            string[] lines = string.Concat(await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            throw new BenchException(
                $"{start.FileName} {string.Join(' ', start.ArgumentList)} failed:\n{string.Join('\n', lines.TakeLast(LinesToShow))}");
        }
    }
}
