using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Lab.Bench.Load;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Race.Live;

/// <summary>The balancers of a live race: Level 4 as a program of its own, as many times as the scenario says.</summary>
internal sealed class LiveBalancers : IAsyncDisposable
{
    /// <summary>So many requests each gets before the race: the first ones wait for its compiler.</summary>
    private const int WarmUpRequests = 200;

    /// <summary>So many start at a time.</summary>
    private static readonly int AtOnce = 2 * Environment.ProcessorCount;

    /// <summary>One starts in less than a second. This is only for one that hangs.</summary>
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);

    private readonly List<ChildProcess> _children = [];
    private readonly List<IPEndPoint> _endPoints = [];
    private readonly string _name;

    private LiveBalancers(Racer racer) => _name = $"Level 4 with the policy {racer.Name}";

    /// <summary>Where they listen.</summary>
    public IReadOnlyList<IPEndPoint> EndPoints => _endPoints;

    /// <summary>Starts them, and waits until they answer.</summary>
    /// <param name="guard">Sees to it that they end.</param>
    /// <param name="program">How one is started.</param>
    /// <param name="count">How many.</param>
    /// <param name="racer">For messages: whose they are.</param>
    /// <param name="cancel">Ends the waiting.</param>
    /// <exception cref="StartupException">One does not start.</exception>
    public static async Task<LiveBalancers> StartAsync(ProcessGuard guard, ChildProgram program, int count, Racer racer, CancellationToken cancel)
    {
        var balancers = new LiveBalancers(racer);
        try
        {
            // A few at a time: twenty programs that begin at once keep each other from it.
            while (balancers._children.Count < count)
            {
                int few = Math.Min(AtOnce, count - balancers._children.Count);
                await balancers.StartAsync([.. Enumerable.Range(0, few).Select(_ => guard.Start(program))], cancel);
            }

            return balancers;
        }
        catch (Exception e)
        {
            await balancers.DisposeAsync();
            cancel.ThrowIfCancellationRequested();
            throw e is OperationCanceledException or SocketException or FormatException
                ? new StartupException($"{balancers._name} does not answer: {e.Message}", e)
                : e;
        }
    }

    /// <summary>The words on Level 4's command line.</summary>
    public static IReadOnlyList<string> Arguments(RaceScenario scenario, Racer racer, IReadOnlyList<int> backendPorts)
    {
        string[] hash = racer.Policy.Hashes ? ["--hash-key", $"header:{LiveClients.KeyField}"] : [];
        string[] bound = racer.LoadBound is { } factor ? ["--bounded-load", factor.ToString(CultureInfo.InvariantCulture)] : [];
        var plan = new PolicyPlan(["--policy", racer.Policy.Name, .. hash, .. bound]) { Weights = [.. scenario.Servers.Select(server => server.Weight)] };
        return ["--listen", "127.0.0.1:0", .. plan.Arguments(backendPorts)];
    }

    /// <summary>After the race: were they there until its end?</summary>
    /// <exception cref="RaceException">One has ended, so the figures are worth nothing.</exception>
    public void ThrowIfEnded()
    {
        if (_children.FirstOrDefault(child => child.Exited.IsCompleted) is { } ended)
        {
            throw new RaceException($"{_name} ended in the middle of the race. {ended.LastWord}");
        }
    }

    /// <summary>Ends them at once: all that they had to do is done.</summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(_children.Select(child => child.DisposeAsync().AsTask()));

    private async Task StartAsync(ChildProcess[] children, CancellationToken cancel)
    {
        _children.AddRange(children);
        foreach (ChildProcess child in children)
        {
            IPEndPoint endPoint = await LevelStart.WaitAsync(child, _name, StartLimit, cancel);
            _endPoints.Add(endPoint);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(StartLimit); // For each of its own, so that it does not depend on how many there are.
            await WarmUpAsync(endPoint, limit.Token);
        }
    }

    private static async Task WarmUpAsync(IPEndPoint endPoint, CancellationToken cancel)
    {
        using var connection = new HttpConnection();
        await connection.ConnectAsync(endPoint, cancel);
        byte[] request = HttpConnection.Get("/");
        for (int number = 0; number < WarmUpRequests; number++)
        {
            await connection.SendAsync(request, cancel);
            await connection.ReceiveAsync(cancel);
        }
    }
}
