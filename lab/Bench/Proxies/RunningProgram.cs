using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Lab.Bench.Load;
using LearnLoadBalancer.Lab.Bench.Machine;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Bench.Proxies;

/// <summary>A proxy or a backend that runs, and answers.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan ResponseLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly byte[] Request = HttpConnection.Get("/", keepAlive: false);

    private readonly ChildProcess _child;
    private readonly Process _process;
    private readonly AllocationProbe? _probe;

    private RunningProgram(ChildProcess child, IPEndPoint endPoint, AllocationProbe? probe)
    {
        _child = child;
        _process = Process.GetProcessById(child.Id);
        EndPoint = endPoint;
        _probe = probe;
    }

    /// <summary>Where it answers.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>What it has used up to now. Of a program that has ended this says nothing: see <see cref="WhyEndedAsync"/>.</summary>
    public Usage Usage => UsageReader.Read(_process);

    /// <summary>What it has allocated up to now. To be asked only if it was started with a probe.</summary>
    /// <exception cref="BenchException">It has ended, and so says nothing any more.</exception>
    public async Task<long> ReadAllocatedAsync(CancellationToken cancel)
    {
        Task<long> reading = _probe!.ReadAsync(cancel);
        await Task.WhenAny(reading, _child.Exited);
        return reading.IsCompleted ? await reading : throw new BenchException("It ended before it told what it had allocated.");
    }

    /// <summary>To be asked after a measurement: was it there until the end?</summary>
    /// <param name="patience">How long it may take to end: a dying program closes its connections before it is gone.</param>
    /// <returns>Null while it runs; else that it has ended, with its last lines.</returns>
    public async Task<string?> WhyEndedAsync(TimeSpan patience = default)
    {
        await Task.WhenAny(_child.Exited, Task.Delay(patience));
        if (!_process.HasExited)
        {
            return null;
        }

        await _child.Exited; // Its last lines may still be on their way.
        return $"It ended while it was measured:\n{LastLines(_child)}";
    }

    /// <summary>Starts a program and waits until it answers a request.</summary>
    /// <exception cref="BenchException">It ended instead, or never answered; the message has its last lines.</exception>
    public static async Task<RunningProgram> StartAsync(
        ProcessGuard guard, ChildProgram program, int port, AllocationProbe? probe, CancellationToken cancel)
    {
        ChildProcess child = guard.Start(probe is null ? program : AllocationProbe.AddTo(program), probe is null ? null : probe.OnLine);
        var endPoint = new IPEndPoint(IPAddress.Loopback, port);
        var watch = Stopwatch.StartNew();
        while (!await RespondsAsync(endPoint, cancel))
        {
            if (child.Exited.IsCompleted || watch.Elapsed > StartLimit)
            {
                string lines = LastLines(child);
                await child.DisposeAsync();
                throw new BenchException($"{program.FileName} {string.Join(' ', program.Arguments)} does not answer:\n{lines}");
            }

            await Task.Delay(Pause, cancel);
        }

        return new RunningProgram(child, endPoint, probe);
    }

    /// <summary>Takes over a program that is known to be up.</summary>
    public static RunningProgram Adopt(ChildProcess child, int port) => new(child, new IPEndPoint(IPAddress.Loopback, port), null);

    public async ValueTask DisposeAsync()
    {
        _process.Dispose();
        await _child.StopAsync(StopLimit); // In good order: nginx ends its own worker.
        await _child.DisposeAsync();
    }

    private static string LastLines(ChildProcess child) => string.Join('\n', child.LastLines.Select(line => line.Text));

    private static async Task<bool> RespondsAsync(IPEndPoint endPoint, CancellationToken cancel)
    {
        try
        {
            using var connection = new HttpConnection();
            await connection.AskOnceAsync(endPoint, Request, ResponseLimit, cancel);
            return true;
        }
        catch (Exception e) when (e is SocketException or FormatException)
        {
            return false; // Not yet. A 502 is no response either: Level 2 may still be at its first check.
        }
    }
}
