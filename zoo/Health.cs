using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Net;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Zoo;

/// <summary>Who is alive: the loop that finds out, and the list that it keeps. Each step can be overridden.</summary>
internal class Health(HealthSettings settings)
{
    /// <summary>How long a backend has to pick up when it is dialled.</summary>
    public static readonly TimeSpan DialLimit = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<Backend, bool> _alive = [];

    /// <summary>The backends that the last checks found alive, in their order.</summary>
    public virtual IReadOnlyList<Backend> Available
    {
        get
        {
            lock (_lock)
            {
                return [.. settings.Backends.Where(backend => _alive.GetValueOrDefault(backend))];
            }
        }
    }

    /// <summary>All backends, dead or alive, in their order.</summary>
    public IReadOnlyList<Backend> All => settings.Backends;

    /// <summary>Round after round, until told to stop.</summary>
    public virtual async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(settings.Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                await CheckAllAsync(stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }

    /// <summary>One round: each backend in turn.</summary>
    public virtual async Task CheckAllAsync(CancellationToken stop)
    {
        foreach (Backend backend in settings.Backends)
        {
            Note(backend, await IsAliveAsync(backend, stop));
        }
    }

    /// <summary>One check: a backend that takes a connection is alive.</summary>
    protected virtual async Task<bool> IsAliveAsync(Backend backend, CancellationToken stop)
    {
        ConnectResult dialled = await settings.Connector.ConnectAsync(backend, DialLimit, stop);
        dialled.Connection?.Dispose();
        return dialled.Succeeded;
    }

    /// <summary>Remembers the outcome of a check.</summary>
    protected virtual void Note(Backend backend, bool alive)
    {
        lock (_lock)
        {
            if (_alive.TryGetValue(backend, out bool before) && before == alive)
            {
                return;
            }

            _alive[backend] = alive;
        }

        settings.Logger.LogInformation("Backend {Backend} marked as {Status}", backend, alive ? "HEALTHY" : "UNHEALTHY");
        if (!alive && Available.Count == 0)
        {
            TellOutage();
        }
    }

    /// <summary>Says that the last one has gone: one line per outage.</summary>
    protected virtual void TellOutage() => settings.Logger.LogWarning("All backends are unhealthy!");
}
