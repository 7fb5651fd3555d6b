using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Balancing;

/// <summary>Which backends may be used, as far as the watcher of the backends knows: all that choosing needs of health.</summary>
public interface IAvailability
{
    /// <summary>
    /// Raised after every change, by whoever brought it. It says <i>that</i> there is news, not what: who hears it
    /// reads <see cref="Available"/>, and so never acts on what is older than that.
    /// </summary>
    event Action? Changed;

    /// <summary>The backends that may be used now, in the order in which they were configured. An object that never changes.</summary>
    IReadOnlyList<Backend> Available { get; }

    /// <summary>
    /// The number of the current outage, or of the last one: it grows each time the last backend that may be used is
    /// lost. Not having checked yet counts as the first. Lets a log say "all down" once per outage.
    /// </summary>
    int Outages { get; }

    /// <summary>Whether this one may be used now.</summary>
    bool IsUsable(Backend backend);
}
