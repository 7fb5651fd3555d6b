using LearnLoadBalancer.Http;

namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>A level that balances requests: it speaks HTTP/1.1, by the same rules and with the same options as all others that do.</summary>
public interface IHttpLevel : ILevel
{
    /// <summary>The options it runs with.</summary>
    internal HttpOptions Options { get; init; }
}
