using System.Globalization;

namespace LearnLoadBalancer.Tests.Processes;

/// <summary>A real level as its own process, listening on a free port.</summary>
internal sealed class LevelProcess : IAsyncDisposable
{
    private const string ListeningLine = "Load balancer listening on :";

    private LevelProcess(RunningProgram program, int port)
    {
        Program = program;
        Port = port;
    }

    /// <summary>The process.</summary>
    public RunningProgram Program { get; }

    /// <summary>Where clients reach it.</summary>
    public int Port { get; }

    /// <summary>Starts a level on a port that the system chooses, and waits until clients can connect.</summary>
    /// <param name="level">1, 2, …</param>
    /// <param name="backends">Its backends, each <c>host:port</c>.</param>
    public static Task<LevelProcess> StartAsync(int level, params IEnumerable<string> backends) =>
        StartAsync(Start(level, backends));

    /// <summary>The same, for a process that may hold so many files and sockets and no more.</summary>
    /// <param name="descriptors">What <c>ulimit -n</c> sets.</param>
    /// <param name="level">1, 2, …</param>
    /// <param name="backends">Its backends, each <c>host:port</c>.</param>
    public static Task<LevelProcess> StartWithDescriptorsAsync(int descriptors, int level, params IEnumerable<string> backends)
    {
        ProgramStart start = Start(level, backends);
        return StartAsync(new ProgramStart("/bin/sh", ["-c", $"ulimit -n {descriptors}; exec \"$0\" \"$@\"", start.File, .. start.Arguments]));
    }

    /// <summary>The same, for a level that takes more than backends.</summary>
    /// <param name="options">Its other options.</param>
    /// <param name="level">1, 2, …</param>
    /// <param name="backends">Its backends, each as the level takes it.</param>
    public static Task<LevelProcess> StartWithOptionsAsync(IReadOnlyList<string> options, int level, params IEnumerable<string> backends)
    {
        ProgramStart start = Start(level, backends);
        return StartAsync(new ProgramStart(start.File, [.. start.Arguments, .. options]));
    }

    public ValueTask DisposeAsync() => Program.DisposeAsync();

    private static ProgramStart Start(int level, IEnumerable<string> backends) =>
        Programs.Level(level, ["--listen", ":0", .. backends.SelectMany(backend => new[] { "--backend", backend })]);

    private static async Task<LevelProcess> StartAsync(ProgramStart start)
    {
        RunningProgram program = RunningProgram.Start(start);
        try
        {
            string line = await program.WaitForLineAsync(text => text.StartsWith(ListeningLine, StringComparison.Ordinal), "the line with its port");
            return new LevelProcess(program, int.Parse(line[ListeningLine.Length..], CultureInfo.InvariantCulture));
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }
}
