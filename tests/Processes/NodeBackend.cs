using System.Globalization;

namespace LearnLoadBalancer.Tests.Processes;

/// <summary>One of the real Node.js backends, listening.</summary>
internal sealed class NodeBackend : IAsyncDisposable
{
    private NodeBackend(int number, RunningProgram program, int port)
    {
        Number = number;
        Program = program;
        Port = port;
    }

    /// <summary>1 to 3.</summary>
    public int Number { get; }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>The process. After <see cref="RestartAsync"/> another one.</summary>
    public RunningProgram Program { get; private set; }

    /// <summary>How a level is told of it: <c>localhost:9001</c>.</summary>
    public string Address => $"localhost:{Port}";

    /// <summary>Starts a backend and waits until it listens.</summary>
    /// <param name="number">1 to 3.</param>
    /// <param name="port">0 lets the system choose. For a restart later on take a <see cref="StablePort"/>.</param>
    public static async Task<NodeBackend> StartAsync(int number, int port = 0)
    {
        RunningProgram program = RunningProgram.Start(Programs.Node($"server{number}.js", port.ToString(CultureInfo.InvariantCulture)));
        try
        {
            string start = $"Backend Server {number} listening on port ";
            string line = await program.WaitForLineAsync(text => text.StartsWith(start, StringComparison.Ordinal), "the start line");
            return new NodeBackend(number, program, int.Parse(line[start.Length..], CultureInfo.InvariantCulture));
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it at once and waits until it is gone.</summary>
    public Task KillAsync() => Program.KillAsync();

    /// <summary>Starts it again on the port that it had, and waits until it listens.</summary>
    public async Task RestartAsync()
    {
        await Program.DisposeAsync();
        Program = (await StartAsync(Number, Port)).Program;
    }

    public ValueTask DisposeAsync() => Program.DisposeAsync();
}
