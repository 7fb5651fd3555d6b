using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LearnLoadBalancer.Lab.Bench.Load;

/// <summary>Hands requests that are due to connections that are free, and keeps what has to wait.</summary>
internal sealed class RequestSchedule(byte[] request, long total) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<long> _waiting = new();
    private readonly Stack<Lane> _free = new();
    private readonly List<Lane> _lanes = [];
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _left = total;

    /// <summary>Ends when every request has had its response.</summary>
    public Task Answered => _answered.Task;

    /// <summary>Adds a connection. Not while requests fall due.</summary>
    public async Task AddConnectionAsync(IPEndPoint target, CancellationToken cancel)
    {
        var lane = new Lane();
        _lanes.Add(lane);
        await lane.Connection.ConnectAsync(target, cancel);
        _free.Push(lane);
        lane.Responses = ReadResponsesAsync(lane);
    }

    /// <summary>A request is due at the given time (see <see cref="Stopwatch.GetTimestamp"/>).</summary>
    public void Due(long time)
    {
        Lane? lane;
        lock (_lock)
        {
            if (!_free.TryPop(out lane))
            {
                _waiting.Enqueue(time);
                return;
            }
        }

        Send(lane, time);
    }

    /// <summary>Closes the connections and tells the latencies, in milliseconds. What has no response yet gets none.</summary>
    public async Task<List<double>> EndAsync()
    {
        Dispose();
        await Task.WhenAll(_lanes.Select(lane => lane.Responses));
        return [.. _lanes.SelectMany(lane => lane.Latencies)];
    }

    public void Dispose() => _lanes.ForEach(lane => lane.Connection.Dispose());

    private void Send(Lane lane, long due)
    {
        lane.Due = due;
        try
        {
            lane.Connection.Send(request); // Sixty bytes into an empty send buffer: nothing to wait for.
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The connection is lost, and so is the request. The reader sees it too, and ends.
        }
    }

    private async Task ReadResponsesAsync(Lane lane)
    {
        try
        {
            while (true)
            {
                await lane.Connection.ReceiveAsync(CancellationToken.None);
                lane.Latencies.Add(Stopwatch.GetElapsedTime(lane.Due).TotalMilliseconds);
                if (Interlocked.Decrement(ref _left) == 0)
                {
                    _answered.TrySetResult();
                }

                long due;
                lock (_lock)
                {
                    if (!_waiting.TryDequeue(out due))
                    {
                        _free.Push(lane);
                        continue;
                    }
                }

                Send(lane, due);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or FormatException)
        {
            // Broken, or closed by us at the end. Requests without a response count as errors.
        }
    }

    private sealed class Lane
    {
        public HttpConnection Connection { get; } = new(4 * 1024);

        public List<double> Latencies { get; } = [];

        public long Due { get; set; }

        public Task Responses { get; set; } = Task.CompletedTask;
    }
}
