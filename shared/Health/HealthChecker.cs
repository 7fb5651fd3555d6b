using LearnLoadBalancer.Backends;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Health;

/// <summary>The loop in the background that finds out which backends live.</summary>
/// <remarks>
/// It checks the backends one after the other, and a check is a TCP dial: it shows
/// that a process listens, not that it works. Both are limits on purpose. Later levels lift them.
/// </remarks>
/// <param name="backends">The backends to check.</param>
/// <param name="health">Where to note the outcome.</param>
/// <param name="isAlive">Checks one backend, within a time limit of its own.</param>
/// <param name="interval">The time from one round to the next.</param>
/// <param name="logger">Gets one line per transition.</param>
/// <param name="time">The clock. A test turns it by hand.</param>
public sealed class HealthChecker(
    IReadOnlyList<Backend> backends,
    HealthMap health,
    Func<Backend, CancellationToken, Task<bool>> isAlive,
    TimeSpan interval,
    ILogger logger,
    TimeProvider time)
{
    /// <summary>The first round. The balancer waits for it, so that nobody is turned away for want of knowledge.</summary>
    public async Task StartAsync(CancellationToken stop)
    {
        logger.LogInformation("Health checker started (checking every {Seconds} seconds)", interval.TotalSeconds);
        logger.LogInformation("Running health checks...");
        await CheckAllAsync(stop);
    }

    /// <summary>All further rounds, until told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        // exercise 2.4: begin
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            // A round that takes longer than the interval makes the timer skip, never pile up.
            while (await timer.WaitForNextTickAsync(stop))
            {
                await CheckAllAsync(stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // That is how it ends.
        }
        // exercise 2.4: end
    }

    private async Task CheckAllAsync(CancellationToken stop)
    {
        foreach (Backend backend in backends)
        {
            Note(backend, await CheckAsync(backend, stop));
        }
    }

    private void Note(Backend backend, bool alive)
    {
        string status = alive ? "HEALTHY" : "UNHEALTHY";
        try
        {
            if (health.Set(backend, alive))
            {
                logger.LogInformation("Backend {Backend} marked as {Status}", backend, status);
            }
        }
        catch (Exception e)
        {
            // It is noted; somebody who heard the news has made a mistake. That must not end the checks either.
            logger.LogError(e, "Backend {Backend} marked as {Status}, and who was told of it failed", backend, status);
        }
    }

    private async Task<bool> CheckAsync(Backend backend, CancellationToken stop)
    {
        // exercise 2.1: begin
        try
        {
            return await isAlive(backend, stop);
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            stop.ThrowIfCancellationRequested(); // What fails because we stop says nothing of the backend.

            // Whatever it was, it must not end the loop: a checker that died in silence would leave
            // every backend as it last saw it, for good. A backend that can't be checked is not used.
            logger.LogWarning("The check of {Backend} failed: {Reason}", backend, e.Message);
            return false;
        }
        // exercise 2.1: end
    }
}
