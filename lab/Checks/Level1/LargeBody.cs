using System.Diagnostics;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level1;

/// <summary>What the two checks with 256 MB have in common: the memory of the program is watched meanwhile.</summary>
internal static class LargeBody
{
    public const long Size = 256L * 1024 * 1024;

    public const string Hint =
        "A balancer copies through a buffer of fixed size: read some, write it, read the next. Memory that grows with the "
        + "body means that the whole is collected before it is sent on (ReadToEnd, a list of chunks, a MemoryStream), or "
        + "that it goes on reading while the other side does not take what it has.";

    /// <summary>Half of the body: far above what any runtime needs for copying, far below what keeping it takes.</summary>
    private const long MostGrowth = Size / 2;

    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    public static async Task RunAsync(CheckContext context, Func<CheckContext, long, TimeSpan, Task<Exchange>> transfer)
    {
        long? before = context.Session.Target.MeasureMemory();
        long began = Stopwatch.GetTimestamp();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(context.Stop);
        Task<long> watching = WatchAsync(context, done.Token);
        Exchange exchange;
        try
        {
            exchange = await transfer(context, Size, Limit);
        }
        finally
        {
            await done.CancelAsync();
        }

        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        long peak = await watching;
        context.Step("Look at the memory that the program held meanwhile");
        if (before is null || peak == 0)
        {
            throw new CannotTellException(context.Session.Target.IsStarted
                ? "All bytes arrived, but the memory of the program can't be measured here."
                : "All bytes arrived, but which process it is nobody said. Tell its id with --pid.");
        }

        long growth = Math.Max(0, peak - before.Value);
        context.Note = $"{Size / seconds / 1e6:N0} MB/s, memory +{growth / (1024 * 1024)} MB";
        if (growth > MostGrowth)
        {
            throw new CheckFailedException(
                $"the memory to grow by less than {MostGrowth / (1024 * 1024)} MB",
                $"{growth / (1024 * 1024)} MB more than the {before.Value / (1024 * 1024)} MB before",
                exchange.Curl);
        }
    }

    private static async Task<long> WatchAsync(CheckContext context, CancellationToken done)
    {
        long peak = 0;
        while (!done.IsCancellationRequested)
        {
            peak = Math.Max(peak, context.Session.Target.MeasureMemory() ?? 0);
            await Task.Delay(50, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return Math.Max(peak, context.Session.Target.MeasureMemory() ?? 0);
    }
}
