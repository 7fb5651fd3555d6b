using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Lab.Ports;

namespace LearnLoadBalancer.Lab.Fuzz;

/// <summary>A balancer, its backends, and cases against them, a few at a time.</summary>
/// <param name="target">The balancer.</param>
/// <param name="timeline">Where its output is written down.</param>
internal sealed class FuzzSession(ITarget target, Timeline timeline) : IAsyncDisposable
{
    /// <summary>Cases at once: enough to keep the balancer busy, and to let connections be shared and raced for.</summary>
    private const int AtOnce = 4;

    /// <summary>After so many the rest will be more of the same.</summary>
    private const int Enough = 10;

    /// <summary>It may have to be built first.</summary>
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly FuzzBackend _backend = new(target.BackendPorts);
    private IPEndPoint? _address;

    /// <summary>Starts the balancer, if it does not run already, and waits until it serves.</summary>
    /// <exception cref="StartupException">It does not.</exception>
    public async Task StartAsync(CancellationToken cancel)
    {
        if (target.IsStarted)
        {
            if (await PortProbe.FindHolderAsync(target.Port) is { } holder)
            {
                throw new StartupException(
                    $"Port {target.Port} is taken by {holder}, so {target.Name} can't have it. End it: {holder.HowToStop}. Or say {{port}} in --cmd.");
            }

            target.Start();
        }

        try
        {
            _address = await WaitForListenerAsync(cancel);
            await new FuzzRun(_address, _backend, cancel).WaitUntilServedAsync();
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            throw new StartupException($"{target.Name} can't be asked: {e.Message}. {LastWord}", e);
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
            var run = new FuzzRun(_address!, _backend, cancel);
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
            while (only is null && !limit.IsCancellationRequested && broken.Count < Enough && target.ExitCode is null && _backend.Trouble is null);
        })));
        if (target.ExitCode is not null)
        {
            broken.Enqueue($"{target.Name} has ended: {string.Join('\n', target.LastOutput)}");
        }

        // What is on its way to the backend, and what the balancer still has to say, counts too.
        if (target is StartedTarget started)
        {
            await started.StopAsync();
        }

        await _backend.DisposeAsync();
        CollectComplaints(broken, seed, suspects);
        return new FuzzOutcome(cases, _backend.Requests, [.. broken], _backend.Trouble);
    }

    public async ValueTask DisposeAsync()
    {
        await target.DisposeAsync();
        await _backend.DisposeAsync();
    }

    private string LastWord => target.LastOutput is [.., var last] ? $"Its last line: {last}" : "It printed nothing.";

    private async Task<IPEndPoint> WaitForListenerAsync(CancellationToken cancel)
    {
        IPAddress[] addresses = target.IsStarted ? ListenerSearch.OfThisMachine : await Dns.GetHostAddressesAsync(target.Host, cancel);
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (await ListenerSearch.FindAsync(addresses, target.Port, cancel) is { } found)
            {
                return found;
            }

            if (target.ExitCode is not null)
            {
                throw new StartupException($"{target.Name} does not start. {LastWord}");
            }

            if (!target.IsStarted || watch.Elapsed > StartLimit)
            {
                throw new StartupException($"Nobody listens on port {target.Port} of {target.Host}. {LastWord}");
            }

            await Task.Delay(Pause, cancel);
        }
    }

    private void CollectComplaints(ConcurrentQueue<string> broken, int seed, FuzzSuspects suspects)
    {
        // A level says this of a mistake of its own that it did not expect.
        foreach (TimelineEvent one in timeline.TakeAll().Where(one => one.Text.Contains("failed unexpectedly", StringComparison.Ordinal)))
        {
            _backend.Complain(one.Text);
        }

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
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            return e.Message;
        }
    }

    /// <summary>A chance for each case, so that one can be played again without those before it.</summary>
    public static Random Chance(int seed, int number) => new(unchecked((seed * 1_000_003) + number));
}
