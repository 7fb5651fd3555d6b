using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LearnLoadBalancer.Lab.Bench.Load;

/// <summary>The lab's own response to wrk: each connection asks again as soon as it has its response.</summary>
/// <param name="path">What to ask for.</param>
/// <param name="connections">How many connections at once.</param>
/// <param name="keepAlive">False: a new connection for each request.</param>
/// <param name="patience">How long the last responses may take when the time is up; null for ten seconds.</param>
internal sealed class ClosedLoopLoad(string path, int connections, bool keepAlive, TimeSpan? patience = null) : ILoad
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly byte[] _request = HttpConnection.Get(path, keepAlive);

    public string Description =>
        $"the lab's generator, {connections} connections, GET {path}{(keepAlive ? "" : ", Connection: close")}";

    public async Task<LoadResult> RunAsync(IPEndPoint target, TimeSpan duration, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();

        // One limit for the whole run: one for each response would cost the generator more than the response does.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(duration + (patience ?? Patience));
        Lane[] lanes = [.. Enumerable.Range(0, connections).Select(_ => new Lane())];
        await Task.WhenAll(lanes.Select(lane => RunAsync(lane, target, watch, duration, limit.Token)));
        cancel.ThrowIfCancellationRequested();

        // What was waited in the end, for a response that never came, is no time in which there were others.
        TimeSpan elapsed = limit.IsCancellationRequested ? duration : watch.Elapsed;
        return LoadResult.From(
            [.. lanes.SelectMany(lane => lane.Latencies)], lanes.Sum(lane => lane.Bytes), elapsed, lanes.Sum(lane => lane.Errors));
    }

    private async Task RunAsync(Lane lane, IPEndPoint target, Stopwatch watch, TimeSpan duration, CancellationToken limit)
    {
        HttpConnection? connection = null;
        while (watch.Elapsed < duration && !limit.IsCancellationRequested)
        {
            long start = Stopwatch.GetTimestamp();
            try
            {
                if (connection is null)
                {
                    connection = new HttpConnection();
                    await connection.ConnectAsync(target, limit);
                }

                await connection.SendAsync(_request, limit);
                lane.Bytes += await connection.ReceiveAsync(limit);
                lane.Latencies.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                if (keepAlive)
                {
                    continue;
                }
            }
            catch (Exception e) when (e is SocketException or FormatException or OperationCanceledException)
            {
                lane.Errors++; // And on with a new connection; but not when a response never came.
            }

            connection?.Dispose();
            connection = null;
        }

        connection?.Dispose();
    }

    private sealed class Lane
    {
        public List<double> Latencies { get; } = [];

        public long Bytes { get; set; }

        public long Errors { get; set; }
    }
}
