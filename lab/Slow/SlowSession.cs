using System.Diagnostics;
using System.Net;
using LearnLoadBalancer.Lab.Bench;
using LearnLoadBalancer.Lab.Bench.Load;
using LearnLoadBalancer.Lab.Bench.Machine;
using LearnLoadBalancer.Lab.Bench.Proxies;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Slow;

/// <summary>Level 3, as a Release build and a program of its own, three backends, slow clients, and others beside them.</summary>
internal sealed class SlowSession : IAsyncDisposable
{
    private const int Backends = 3;

    /// <summary>What the others ask for: little, so that a busy machine does not blur the picture.</summary>
    private const int OthersPerSecond = 500;

    private const int OthersConnections = 16;

    /// <summary>The slow clients come in one second, and a few more make sure that all are in.</summary>
    private const int SecondsToCome = 3;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SampleEvery = TimeSpan.FromMilliseconds(250);

    private readonly ProcessGuard _guard = new();
    private readonly SlowBackend[] _backends = [.. Enumerable.Range(0, Backends).Select(_ => new SlowBackend())];
    private IPEndPoint? _target;
    private Process? _level;
    private volatile bool _full;

    private SlowSession()
    {
    }

    /// <summary>Builds Level 3 and starts it.</summary>
    /// <exception cref="StartupException">It does not start.</exception>
    public static async Task<SlowSession> StartAsync(CancellationToken cancel)
    {
        var session = new SlowSession();
        try
        {
            LevelProgram level = LevelProgram.Find("level3") ?? throw new StartupException("There is no Level 3 in this repository.");
            string project = Directory.EnumerateFiles(Path.Combine(Repository.Root, level.Folder), "*.csproj").Single();
            await DotNet.BuildAsync(project, cancel);
            foreach (SlowBackend backend in session._backends)
            {
                backend.Start();
            }

            IEnumerable<string> backends = session._backends.SelectMany(backend => new[] { "--backend", backend.Address });
            ChildProcess child = session._guard.Start(DotNet.Run(project, ["--listen", "127.0.0.1:0", .. backends]), session.OnLine);
            session._target = await LevelStart.WaitAsync(child, "Level 3", StartLimit, cancel);
            session._level = Process.GetProcessById(child.Id);
            return session;
        }
        catch
        {
            // Whatever it was: nobody else has this session, and what it has started.
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>The others alone, then the others beside the slow clients.</summary>
    public async Task<SlowOutcome> RunAsync(int count, SlowKind kind, TimeSpan duration, CancellationToken cancel)
    {
        IPEndPoint target = _target!;
        await MeasureAsync(target, TimeSpan.FromSeconds(SecondsToCome), cancel); // The first requests pay for the compiler.
        SlowPhase before = await MeasureAsync(target, duration, cancel);

        using var slow = new SlowClients(target, count, kind);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        Task running = slow.RunAsync(end.Token);
        SlowPhase with;
        try
        {
            while (slow.Seconds < SecondsToCome && !running.IsCompleted)
            {
                await Task.Delay(SampleEvery, cancel);
            }

            with = await MeasureAsync(target, duration, cancel);
        }
        finally
        {
            await end.CancelAsync();
            await running; // If they could not be played, that is what there is to say, and nothing else.
        }

        return new SlowOutcome(
            before, with, slow.Responses, slow.Cut, slow.WorstDelay, _full, slow.Connected, slow.NeverConnected, TimeSpan.FromSeconds(slow.Seconds));
    }

    public async ValueTask DisposeAsync()
    {
        _level?.Dispose();
        await _guard.DisposeAsync();
        foreach (SlowBackend backend in _backends)
        {
            await backend.DisposeAsync();
        }
    }

    private async Task<SlowPhase> MeasureAsync(IPEndPoint target, TimeSpan duration, CancellationToken cancel)
    {
        Task<LoadResult> others = new FixedRateLoad(OthersPerSecond, OthersConnections).RunAsync(target, duration, cancel);
        int threads = 0;
        long memory = 0;
        do
        {
            _level!.Refresh();
            if (_level.HasExited)
            {
                throw new BenchException("Level 3 has ended.");
            }

            threads = Math.Max(threads, _level.Threads.Count);
            memory = Math.Max(memory, UsageReader.Read(_level).Resident);
            await Task.WhenAny(others, Task.Delay(SampleEvery, cancel));
        }
        while (!others.IsCompleted);

        return new SlowPhase(threads, memory, await others);
    }

    private void OnLine(OutputLine line) => _full |= line.Text.StartsWith("Can't accept connections", StringComparison.Ordinal);
}
