using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Hosting;

/// <summary>What surrounds every level's program: command line, log, Ctrl+C, exit code.</summary>
public static class LevelHost
{
    /// <summary>Exit code of a program that was called rightly but could not start.</summary>
    public const int FailedToStart = 1;

    /// <summary>Runs a level.</summary>
    /// <param name="args">The command line as Main got it.</param>
    /// <param name="description">One line for <c>--help</c>.</param>
    /// <param name="run">The level: serves until the token is cancelled.</param>
    /// <returns>The exit code: 0 stopped by Ctrl+C, 1 failed to start, 2 wrong usage.</returns>
    public static Task<int> RunAsync(
        string[] args, string description, Func<ServerOptions, ILogger, CancellationToken, Task> run) =>
        RunAsync(args, description, new ServerOptionSet(), run);

    /// <summary>The same, for a level that has options of its own.</summary>
    internal static Task<int> RunAsync<TOptions>(
        string[] args, string description, ILevelOptions<TOptions> options, Func<TOptions, ILogger, CancellationToken, Task> run) =>
        LevelCommandLine.InvokeAsync(description, args, options, async given =>
        {
            string? failure = null;
            using var stop = new StopSignal();
            using (ILoggerFactory log = ConsoleLog.Create())
            {
                try
                {
                    await run(given, log.CreateLogger("LoadBalancer"), stop.Token);
                }
                catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
                {
                    // Ctrl+C before it was fully up: stopped is stopped.
                }
                catch (StartupException e)
                {
                    failure = e.Message;
                }
            }

            // Only now is the log written out, and the error comes last, where it is seen.
            if (failure is null)
            {
                return 0;
            }

            await Console.Error.WriteLineAsync(failure);
            return FailedToStart;
        });
}
