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
    public static async Task<LevelProcess> StartAsync(int level, params IEnumerable<string> backends)
    {
        IEnumerable<string> arguments = backends.SelectMany(backend => new[] { "--backend", backend });
        RunningProgram program = RunningProgram.Start(Programs.Level(level, ["--listen", ":0", .. arguments]));
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

    public ValueTask DisposeAsync() => Program.DisposeAsync();
}
