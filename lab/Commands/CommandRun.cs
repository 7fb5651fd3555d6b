using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Lab.Bench;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Race.Live;

namespace LearnLoadBalancer.Lab.Commands;

/// <summary>What commands have in common that run for a while: Ctrl+C ends them, and what keeps them from going on is a line.</summary>
internal static class CommandRun
{
    /// <summary>Runs one.</summary>
    /// <param name="work">What it does; gives the exit code.</param>
    /// <param name="stopped">What to say after Ctrl+C.</param>
    public static async Task<int> RunAsync(Func<CancellationToken, Task<int>> work, string stopped = "Stopped.")
    {
        using var stop = new StopSignal();
        try
        {
            return await work(stop.Token);
        }
        catch (Exception e) when (e is StartupException or BenchException or RaceException or CannotTellException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return LevelHost.FailedToStart;
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync(stopped);
            return LevelHost.FailedToStart;
        }
    }
}
