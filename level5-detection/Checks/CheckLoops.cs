using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Level5.States;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Level5.Checks;

/// <summary>The loops in the background that ask the backends: one for each, and none waits for another.</summary>
/// <remarks>
/// Level 2 asks one after the other, so one silent backend delays the news of all others by its time-out. Here a thousand
/// loops are a thousand small timers. They begin together, at most 64 at a time, and then spread out over the interval.
/// </remarks>
/// <param name="states">Gets the results.</param>
/// <param name="options">How often, and how long.</param>
/// <param name="check">Checks one backend, within the limit of the options.</param>
/// <param name="logger">Is told of checks that can't be made.</param>
/// <param name="time">The clock. A test turns it by hand.</param>
/// <param name="random">Where chance comes from. Any thread may ask it.</param>
internal sealed class CheckLoops(
    BackendStates states,
    CheckOptions options,
    Func<Backend, CancellationToken, Task<CheckResult>> check,
    ILogger logger,
    TimeProvider time,
    Random random) : IDisposable
{
    /// <summary>
    /// As many first checks run at the same time. All of a thousand at once would be a burst for the network, and for a
    /// server that has many of them (envoy#4132).
    /// </summary>
    public const int FirstAtATime = 64;

    private readonly CheckRhythm _rhythm = new(options.Interval);
    private readonly SemaphoreSlim _first = new(FirstAtATime);

    /// <summary>Ends when the last loop has, after the stop.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>
    /// Begins, and waits until each backend has been checked once, but no longer than one check may take. (A silent
    /// one is not used then; the balancer need not wait for it.)
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public async Task StartAsync(CancellationToken stop)
    {
        IReadOnlyList<Backend> backends = states.All;
        logger.LogInformation("Health checker started (checking every {Seconds} seconds)", options.Interval.TotalSeconds);
        logger.LogInformation("Running health checks...");
        TaskCompletionSource[] firsts = [.. backends.Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];
        Ended = Task.WhenAll(backends.Select((backend, place) => RunAsync(backend, firsts[place], stop)));
        await Task.WhenAny(Task.WhenAll(firsts.Select(first => first.Task)), Task.Delay(options.Timeout, time, stop));
        stop.ThrowIfCancellationRequested();
        states.TellFirstResults();
    }

    /// <summary>To be called when all have ended.</summary>
    public void Dispose() => _first.Dispose();

    private async Task RunAsync(Backend backend, TaskCompletionSource first, CancellationToken stop)
    {
        try
        {
            await _first.WaitAsync(stop);
            long began = time.GetTimestamp();
            try
            {
                await CheckAsync(backend, stop);
            }
            finally
            {
                _first.Release();
            }

            Task pause = PauseAsync(began, _rhythm.AfterFirst(random.NextDouble()), stop);
            first.SetResult();
            while (true)
            {
                await pause;
                began = time.GetTimestamp();
                HealthTracker known = await CheckAsync(backend, stop);
                pause = PauseAsync(began, _rhythm.After(known, random.NextDouble()), stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }

    /// <summary>From start to start. One that takes longer than that is followed at once: two never overlap.</summary>
    private Task PauseAsync(long began, TimeSpan pause, CancellationToken stop)
    {
        TimeSpan left = pause - time.GetElapsedTime(began);
        return Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, time, stop);
    }

    private async Task<HealthTracker> CheckAsync(Backend backend, CancellationToken stop)
    {
        CheckResult result;
        try
        {
            result = await check(backend, stop);
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            stop.ThrowIfCancellationRequested(); // What fails because we stop says nothing of the backend.

            // Whatever it was, it must not end the loop: the backend would stay as it was last seen, for good.
            result = new CheckResult(CheckKind.NotMade, e.Message);
        }

        try
        {
            if (result.Kind != CheckKind.NotMade)
            {
                return states.Observe(backend, result);
            }

            logger.LogWarning("The check of {Backend} could not be made: {Reason}", backend, result.Detail);
        }
        catch (Exception e)
        {
            // A mistake of ours. It must not end the loop either, and it must be told.
            logger.LogError(e, "What the check of {Backend} says could not be noted", backend);
        }

        return states.Of(backend).Health;
    }
}
