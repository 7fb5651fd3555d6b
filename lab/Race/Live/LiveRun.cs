using LearnLoadBalancer.Lab.Backends;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Race.Live;

/// <summary>One policy in one scenario, on real sockets and in real time.</summary>
internal sealed class LiveRun : IAsyncDisposable
{
    private readonly RaceLoad _load;
    private readonly Racer _racer;
    private readonly RaceClock _clock = new(TimeProvider.System);
    private readonly LiveRequest[] _requests;
    private readonly LiveServer[] _servers;
    private readonly BuiltInBackend[] _backends;

    private LiveRun(RaceScenario scenario, RaceLoad load, Racer racer)
    {
        (_load, _racer) = (load, racer);
        _requests = [.. load.Requests().Select(request => new LiveRequest(request))];
        _servers = [.. scenario.Servers.Select((server, place) => new LiveServer(place, new SimulatedServer(server, load.Stalls[place]), _requests, _clock))];
        _backends = [.. _servers.Select(BuiltInBackend.Start)];
    }

    /// <summary>Starts backends and balancers, plays the load to its end, and ends them.</summary>
    /// <param name="guard">Starts the balancers, and sees to it that they end.</param>
    /// <param name="level">The program that balances, given its arguments.</param>
    /// <param name="scenario">What is played.</param>
    /// <param name="load">Its requests.</param>
    /// <param name="racer">The policy.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <exception cref="StartupException">A balancer does not start.</exception>
    /// <exception cref="RaceException">A balancer ended too early.</exception>
    public static async Task<RaceResult> PlayAsync(
        ProcessGuard guard, Func<IReadOnlyList<string>, ChildProgram> level, RaceScenario scenario, RaceLoad load, Racer racer, CancellationToken cancel)
    {
        await using var run = new LiveRun(scenario, load, racer);
        ChildProgram program = level(LiveBalancers.Arguments(scenario, racer, [.. run._backends.Select(backend => backend.Port)]));
        await using LiveBalancers balancers = await LiveBalancers.StartAsync(guard, program, scenario.Balancers, racer, cancel);
        await using var clients = new LiveClients(run._requests, balancers.EndPoints, run._clock);

        // On a thread of its own, so that responses that come in can't hold it up.
        await Task.Factory.StartNew(() => run.Turn(clients, cancel), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        cancel.ThrowIfCancellationRequested();
        balancers.ThrowIfEnded();
        return LiveTally.Of(run._racer, run._requests, run._servers.Length, run._load.End);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (BuiltInBackend backend in _backends)
        {
            await backend.DisposeAsync();
        }
    }

    /// <summary>Looks at the clock about every millisecond, which is the least for which a thread can sleep.</summary>
    private void Turn(LiveClients clients, CancellationToken cancel)
    {
        _clock.Start();
        while (!clients.AreDone && !cancel.IsCancellationRequested)
        {
            Thread.Sleep(1);
            Array.ForEach(_servers, server => server.CatchUp());
            clients.CatchUp();
        }
    }
}
