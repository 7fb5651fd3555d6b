using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Level5.Checks;
using LearnLoadBalancer.Level5.Ejection;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Level5.States;

/// <summary>One line for each change of a state, in the order in which they happen.</summary>
internal sealed class StateLog(ILogger logger)
{
    /// <summary>That a backend should be ejected and can't be is worth a line now and then: it goes on failing.</summary>
    private static readonly TimeSpan SparedPeriod = TimeSpan.FromSeconds(10);

    /// <summary>The checks say something else than before.</summary>
    public void Health(Backend backend, CheckResult result)
    {
        if (result.Succeeded)
        {
            logger.LogInformation("Backend {Backend} marked as HEALTHY", backend);
        }
        else
        {
            logger.LogInformation("Backend {Backend} marked as UNHEALTHY: {Detail}", backend, result.Detail);
        }
    }

    /// <summary>It gets nothing for a while.</summary>
    public void Ejected(BackendState state, TimeSpan now) => logger.LogWarning(
        "Backend {Backend} ejected for {Time}: {Reason}", state.Backend, BackendState.Seconds(state.Ejection.Until - now), state.Reason);

    /// <summary>It should get nothing for a while, and does.</summary>
    public void Spared(BackendState state, Trip trip, TimeSpan now)
    {
        if (now >= state.SparedUntil)
        {
            state.SparedUntil = now + SparedPeriod;
            logger.LogWarning("Backend {Backend} not ejected: {Trip}, but too few others are left", state.Backend, trip);
        }
    }

    /// <summary>Its ejection is over.</summary>
    public void Probing(Backend backend) => logger.LogInformation("Backend {Backend} probing: one request may try it", backend);

    /// <summary>It works again.</summary>
    public void Back(Backend backend) => logger.LogInformation("Backend {Backend} back: the probing request succeeded", backend);

    /// <summary>A panic begins or ends.</summary>
    public void Panic(bool begins, int usable, int all, double threshold)
    {
        if (begins)
        {
            logger.LogWarning("Panic: {Usable} of {All} backends usable, fewer than {Threshold} %. The ill are used again.", usable, all, Math.Round(threshold * 100));
        }
        else
        {
            logger.LogInformation("Panic over: {Usable} of {All} backends usable.", usable, all);
        }
    }

    /// <summary>Who was told of a change has made a mistake.</summary>
    public void Failed(Exception e) => logger.LogError(e, "The backends' states have changed, and who was told of it failed");
}
