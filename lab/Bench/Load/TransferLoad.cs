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
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.ReceiveTimeout = socket.SendTimeout = 30_000;
        socket.Connect(target);

        byte[] head = upload
            ? Encoding.ASCII.GetBytes($"POST /sink HTTP/1.1\r\nHost: bench\r\nContent-Length: {size}\r\n\r\n")
            : HttpConnection.Get("/large");
        byte[] buffer = new byte[BufferSize];
        var latencies = new List<double>();
        do
        {
            long start = Stopwatch.GetTimestamp();
            SendAll(socket, head);
            for (long left = upload ? size : 0; left > 0; left -= Math.Min(left, buffer.Length))
            {
                SendAll(socket, buffer.AsSpan(0, (int)Math.Min(left, buffer.Length)));
            }

            ReadResponse(socket, buffer);
            latencies.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        while (watch.Elapsed < duration);
        return latencies;
    }

    private static void SendAll(Socket socket, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[socket.Send(bytes)..];
        }
    }

    private static void ReadResponse(Socket socket, byte[] buffer)
    {
        int filled = 0;
        ResponseHead head;
        do
        {
            filled += ReadSome(socket, buffer.AsSpan(filled));
        }
        while (!ResponseHead.TryParse(buffer.AsSpan(0, filled), out head));

        if (head is not { Status: 200, ContentLength: { } body })
        {
            throw new FormatException($"Not a 200 with a Content-Length: {head}");
        }

        for (long left = body - (filled - head.Length); left > 0;)
        {
            left -= ReadSome(socket, buffer.AsSpan(0, (int)Math.Min(left, buffer.Length)));
        }
    }

    private static int ReadSome(Socket socket, Span<byte> buffer) =>
        socket.Receive(buffer) is > 0 and var received ? received : throw new SocketException((int)SocketError.ConnectionReset);
}
