namespace LearnLoadBalancer.Lab.Up;

/// <summary>One of the programs that <c>lab up</c> runs: a backend, or the level.</summary>
internal interface IService : IAsyncDisposable
{
    /// <summary>What it is called on the screen: <c>backend 2</c>.</summary>
    string Name { get; }

    /// <summary>The port it listens on. Where the system chose it, it is known after the first start, and kept.</summary>
    int Port { get; }

    /// <summary>Its process, or null when it has none of its own or does not run.</summary>
    int? ProcessId { get; }

    bool IsRunning { get; }

    /// <summary>Starts it, and returns when it listens.</summary>
    /// <exception cref="StartupException">It could not. The message says why.</exception>
    Task StartAsync(CancellationToken cancel);

    /// <summary>Stops it, and returns when its port is free again.</summary>
    Task StopAsync();
}
