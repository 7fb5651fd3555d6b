namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>
/// A level that balances connections and passes their bytes on as they are. What its contracts state for bytes, those
/// of an <see cref="IHttpLevel"/> state for requests and responses.
/// </summary>
public interface IPipeLevel : ILevel;
