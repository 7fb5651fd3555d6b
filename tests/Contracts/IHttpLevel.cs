using LearnLoadBalancer.Http;

namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>A level that balances requests: it speaks HTTP/1.1, by the same rules and with the same options as all others that do.</summary>
public interface IHttpLevel : ILevel
{
    /// <summary>The options it runs with.</summary>
    internal HttpOptions Options { get; init; }

    /// <summary>The time between two rounds of checks. As a rule so long that there is no second one.</summary>
    TimeSpan CheckInterval { get; init; }

    /// <summary>How many connections have ended by a mistake of ours.</summary>
    long Mistakes { get; }

    /// <summary>The requests that it counts at its backends this moment; 0 where it counts none.</summary>
    int RequestsInFlight => 0;
}
