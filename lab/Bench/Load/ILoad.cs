using System.Net;

namespace LearnLoadBalancer.Lab.Bench.Load;

/// <summary>Something that sends requests and times the responses.</summary>
internal interface ILoad
{
    /// <summary>What it does, for the report: program, connections, request.</summary>
    string Description { get; }

    /// <summary>Sends for the given time.</summary>
    Task<LoadResult> RunAsync(IPEndPoint target, TimeSpan duration, CancellationToken cancel);
}
