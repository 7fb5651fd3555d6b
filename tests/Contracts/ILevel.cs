using System.Buffers;
using System.Net.Sockets;
using LearnLoadBalancer.Backends;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>A level as the contracts see it: something that serves clients on a listening socket.</summary>
public interface ILevel
{
    /// <summary>1, 2, …: what its folder and its program are called.</summary>
    int Number { get; }

    /// <summary>How many connections each backend gets from the level's own checks before the first client is served.</summary>
    int ProbesAtStart { get; }

    /// <summary>Serves until told to stop. Checks of health, where there are any, must not recur during a test.</summary>
    Task RunAsync(
        Socket listener,
        IReadOnlyList<Backend> backends,
        ILogger logger,
        TimeProvider time,
        ArrayPool<byte> buffers,
        CancellationToken cancel);
}
