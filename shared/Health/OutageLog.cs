using LearnLoadBalancer.Balancing;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Health;

/// <summary>One line per outage, not one per client: when all backends are down, clients are many.</summary>
/// <param name="health">Counts the outages.</param>
/// <param name="logger">Gets the line.</param>
/// <param name="noneChosen">The line for the case that some are healthy and none may be chosen, if there is such a case.</param>
public sealed class OutageLog(IAvailability health, ILogger logger, string? noneChosen = null)
{
    private int _logged;

    /// <summary>A client could not be served, because there was no backend to choose.</summary>
    public void Report()
    {
        int outages = health.Outages;
        if (Interlocked.Exchange(ref _logged, outages) != outages)
        {
            bool someHealthy = noneChosen is not null && health.Available.Count > 0;
            logger.LogWarning("{Outage}", someHealthy ? noneChosen : "All backends are unhealthy!");
        }
    }

    /// <summary>
    /// Somebody could be chosen, so what may come is another outage. For where none may be chosen although some
    /// are healthy: of that the health map does not know. Told at every choice, so as a rule it only reads.
    /// </summary>
    public void NoteChosen()
    {
        if (Volatile.Read(ref _logged) != 0)
        {
            Volatile.Write(ref _logged, 0);
        }
    }
}
