using System.Collections.Concurrent;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Fuzz;

/// <summary>Level 3 as a program of its own, a backend, and cases against them, a few at a time.</summary>
internal sealed class FuzzSession : IAsyncDisposable
{
    /// <summary>Cases at once: enough to keep the balancer busy, and to let connections be shared and raced for.</summary>
    private const int AtOnce = 4;

    /// <summary>After so many the rest will be more of the same.</summary>
    private const int Enough = 10;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly ProcessGuard _guard = new();
    private readonly FuzzBackend _backend = new();
    private ChildProcess? _level;
    private int _port;

    private FuzzSession()
    {
    }

    /// <summary>Starts the level and waits until it listens and knows its backend.</summary>
    /// <exception cref="StartupException">It does not start.</exception>
    public static async Task<FuzzSession> StartAsync(CancellationToken cancel)
    {
        var session = new FuzzSession();
        try
        {
            LevelProgram level = LevelProgram.Find("level3") ?? throw new StartupException("There is no Level 3 in this repository.");
            session._level = session._guard.Start(
                level.WithArguments("--listen", "127.0.0.1:0", "--backend", session._backend.Address.ToString()), session.OnLine);
            session._port = (await LevelStart.WaitAsync(session._level, "Level 3", StartLimit, cancel)).Port;
            return session;
        }
        catch
        {
            // Whatever it was: nobody else has this session, and what it has started.
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Plays cases until the time is up, or enough promises are broken.</summary>
    public async Task<FuzzOutcome> RunAsync(TimeSpan time, int seed, int? only, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(time);
        var broken = new ConcurrentQueue<string>();
        var suspects = new FuzzSuspects(AtOnce);
        int cases = 0;
        int next = (only ?? 0) - 1;
        await Task.WhenAll(Enumerable.Range(0, only is null ? AtOnce : 1).Select(_ => Task.Run(async () =>
        {
            var run = new FuzzRun(_port, _backend, cancel);
            do
            {
                int number = Interlocked.Increment(ref next);
                suspects.Begin(number);
                try
                {
                    if (await PlayAsync(run, seed, number) is { } wrong)
                    {
                        broken.Enqueue($"Case {number} of seed {seed}: {wrong}");
                    }
                }
                catch (OperationCanceledException) when (cancel.IsCancellationRequested)
                {
                    break; // Half a case says nothing. Those before it do.
                }

                CollectComplaints(broken, seed, suspects);
                suspects.End(number);
                Interlocked.Increment(ref cases);
            }
            while (only is null && !limit.IsCancellationRequested && broken.Count < Enough && !_level!.Exited.IsCompleted && _backend.Trouble is null);
        })));
        if (_level!.Exited.IsCompleted)
        {
            broken.Enqueue($"Level 3 has ended: {string.Join('\n', _level.LastLines.Select(line => line.Text))}");
        }

        // What is on its way to the backend, and what Level 3 still has to say, counts too.
        await _level.StopAsync();
        await _backend.DisposeAsync();
        CollectComplaints(broken, seed, suspects);
        return new FuzzOutcome(cases, _backend.Requests, [.. broken], _backend.Trouble);
    }

    public async ValueTask DisposeAsync()
    {
        await _guard.DisposeAsync();
        await _backend.DisposeAsync();
    }

    private void CollectComplaints(ConcurrentQueue<string> broken, int seed, FuzzSuspects suspects)
    {
        while (_backend.TakeComplaint() is { } complaint)
        {
            broken.Enqueue(FuzzBlame.Describe(complaint, seed, suspects.All));
        }
    }

    private static async Task<string?> PlayAsync(FuzzRun run, int seed, int number)
    {
        string mark = FuzzBlame.Mark(number);
        try
        {
            string? wrong = await run.RunCaseAsync(Chance(seed, number), mark);
            if (wrong?.Contains("(no_backend)", StringComparison.Ordinal) == true)
            {
                // The health check ran into its time limit. That says something of this machine and nothing of
                // what was sent: so once more, when the backend is found well again.
                await run.WaitUntilServedAsync();
                wrong = await run.RunCaseAsync(Chance(seed, number), mark);
            }

            return wrong;
        }
        catch (Exception e) when (e is System.Net.Sockets.SocketException or TimeoutException)
        {
            return e.Message;
        }
    }

    /// <summary>A chance for each case, so that one can be played again without those before it.</summary>
    public static Random Chance(int seed, int number) => new(unchecked((seed * 1_000_003) + number));

    private void OnLine(OutputLine line)
    {
        if (line.Text.Contains("failed unexpectedly", StringComparison.Ordinal))
        {
            _backend.Complain(line.Text);
        }
    }
}
