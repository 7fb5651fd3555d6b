using System.Diagnostics;
using System.Net;

namespace LearnLoadBalancer.Lab.Bench.Load;

/// <summary>A fixed number of requests per second, whether or not the responses keep up.</summary>
/// <remarks>
/// A generator that waits for a response before it asks again stops asking just when the responses are
/// slow, and so measures the slowness once where real clients would have met it a hundred times
/// ("coordinated omission"). Here a request is due at its time: if no connection is free then, it
/// waits in a queue, and its latency counts from when it was due.
/// </remarks>
/// <param name="rate">Requests per second.</param>
/// <param name="connections">How many connections share them.</param>
internal sealed class FixedRateLoad(int rate, int connections) : ILoad
{
    /// <summary>How long the last responses may take after the last request was due.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public string Description => $"the lab's generator, open loop, {rate:N0} requests/s over {connections} connections, GET /";

    public async Task<LoadResult> RunAsync(IPEndPoint target, TimeSpan duration, CancellationToken cancel)
    {
        byte[] request = HttpConnection.Get("/");
        long total = (long)(rate * duration.TotalSeconds);
        using var schedule = new RequestSchedule(request, total);
        for (int i = 0; i < connections; i++)
        {
            await schedule.AddConnectionAsync(target, cancel);
        }

        var watch = Stopwatch.StartNew();
        await Task.Factory.StartNew(() => Pace(schedule, total, cancel), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await schedule.Answered.WaitAsync(Patience, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        TimeSpan elapsed = watch.Elapsed;
        List<double> latencies = await schedule.EndAsync();
        return LoadResult.From(latencies, 0, elapsed, total - latencies.Count);
    }

    /// <summary>Says when requests are due. On a thread of its own, so that responses can't hold it up.</summary>
    private void Pace(RequestSchedule schedule, long total, CancellationToken cancel)
    {
        long start = Stopwatch.GetTimestamp();
        long asleep = Stopwatch.Frequency / 500;
        for (long sent = 0; sent < total && !cancel.IsCancellationRequested;)
        {
            // The system wakes a thread every millisecond at best, so requests come in small bursts. What
            // fell due while we slept as planned is due now. What fell due while we could not run, because
            // somebody else had the processor, was due when it was: that wait is the measured one's doing.
            Thread.Sleep(1);
            long now = Stopwatch.GetTimestamp();
            long until = Math.Min(total, (long)((now - start) * (double)rate / Stopwatch.Frequency));
            for (; sent < until; sent++)
            {
                long planned = start + (long)(sent * (double)Stopwatch.Frequency / rate);
                schedule.Due(now - planned > asleep ? planned : now);
            }
        }
    }
}
