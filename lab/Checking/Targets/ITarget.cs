namespace LearnLoadBalancer.Lab.Checking.Targets;

/// <summary>The program under test, seen from outside.</summary>
internal interface ITarget : IAsyncDisposable
{
    /// <summary>What it is called in reports: <c>level2</c>, <c>go run main.go</c>, a URL.</summary>
    string Name { get; }

    /// <summary>Where it is reached.</summary>
    string Host { get; }

    /// <summary>The command line that starts it, with the ports in it. Empty: it runs already.</summary>
    string StartLine { get; }

    /// <summary>The same for somebody who starts it by hand, with the ports of the course. Null: it runs already.</summary>
    string? StartByHand { get; }

    /// <summary>The port on which it listens, or shall listen.</summary>
    int Port { get; }

    /// <summary>The ports where it looks for its backends, in their order.</summary>
    IReadOnlyList<int> BackendPorts { get; }

    /// <summary>False when it runs already, and is neither started nor stopped by the checker.</summary>
    bool IsStarted { get; }

    /// <summary>The exit code, when it has ended; null while it runs, and when that can't be seen.</summary>
    int? ExitCode { get; }

    /// <summary>The name of a process that it has left behind when it ended. Null: none.</summary>
    string? LeftBehind { get; }

    /// <summary>The last lines it printed, oldest first.</summary>
    IReadOnlyList<string> LastOutput { get; }

    /// <summary>The same program, told to balance in another way: on another port, in front of the same backends. Not started.</summary>
    /// <returns>Null when it can't be told.</returns>
    ITarget? Vary(PolicyPlan plan);

    /// <summary>Starts it. It may take a while until it listens.</summary>
    void Start();

    /// <summary>Asks it to stop, as Ctrl+C does.</summary>
    /// <returns>False when it can't be asked.</returns>
    bool Interrupt() => false;

    /// <summary>The memory that it and its child processes hold now, in bytes; null when that can't be measured.</summary>
    long? MeasureMemory();
}
