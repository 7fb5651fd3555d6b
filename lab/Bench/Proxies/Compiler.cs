using CliWrap;
using CliWrap.Buffered;

namespace LearnLoadBalancer.Lab.Bench.Proxies;

/// <summary>Runs a compiler, which is a program that ends.</summary>
internal static class Compiler
{
    private const int LinesToShow = 10;

    /// <summary>Runs it to its end; cancelled, it and all that it has started are ended.</summary>
    /// <exception cref="BenchException">It failed; the message has its last lines.</exception>
    public static async Task RunAsync(string file, IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        BufferedCommandResult result = await Cli.Wrap(file).WithArguments(arguments)
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(cancel);
        if (!result.IsSuccess)
        {
            string[] lines = (result.StandardOutput + result.StandardError).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            throw new BenchException($"{file} {string.Join(' ', arguments)} failed:\n{string.Join('\n', lines.TakeLast(LinesToShow))}");
        }
    }
}
