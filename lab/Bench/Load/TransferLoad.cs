using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LearnLoadBalancer.Lab.Bench.Load;

/// <summary>Large bodies, down or up: a few connections, each with a body after the other.</summary>
/// <remarks>
/// On blocking sockets and threads with large buffers, which costs the least per byte: the generator
/// shares the processor with what it measures. (wrk reads 8 KB at a time.)
/// </remarks>
/// <param name="size">Bytes of a body.</param>
/// <param name="connections">How many transfers at once.</param>
/// <param name="upload">True: the bodies go to the backend.</param>
internal sealed class TransferLoad(long size, int connections, bool upload) : ILoad
{
    private const int BufferSize = 256 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public string Description =>
        $"the lab's generator, {connections} connections, {(upload ? "POST" : "GET")} of {size / 1_000_000} MB, reading and writing {BufferSize / 1024} KB at a time";

    public async Task<LoadResult> RunAsync(IPEndPoint target, TimeSpan duration, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        var lanes = new Task<List<double>>[connections];
        for (int i = 0; i < connections; i++)
        {
            lanes[i] = Task.Factory.StartNew(
                () => Run(target, watch, duration), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        try
        {
            List<double> latencies = [.. (await Task.WhenAll(lanes)).SelectMany(lane => lane)];
            return LoadResult.From(latencies, latencies.Count * size, watch.Elapsed, 0);
        }
        catch (Exception e) when (e is SocketException or FormatException)
        {
            throw new BenchException($"A large body did not get through: {e.Message}", e);
        }
    }

    private List<double> Run(IPEndPoint target, Stopwatch watch, TimeSpan duration)
    {
        using var connection = new HttpConnection(BufferSize);
        connection.Connect(target, Limit);

        byte[] head = upload
            ? Encoding.ASCII.GetBytes($"POST /sink HTTP/1.1\r\nHost: bench\r\nContent-Length: {size}\r\n\r\n")
            : HttpConnection.Get("/large");
        byte[] buffer = new byte[upload ? BufferSize : 0];
        var latencies = new List<double>();
        do
        {
            long start = Stopwatch.GetTimestamp();
            connection.Send(head);
            for (long left = upload ? size : 0; left > 0; left -= Math.Min(left, buffer.Length))
            {
                connection.Send(buffer.AsSpan(0, (int)Math.Min(left, buffer.Length)));
            }

            connection.Receive();
            latencies.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        while (watch.Elapsed < duration);
        return latencies;
    }
}
