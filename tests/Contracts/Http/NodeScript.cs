using System.Globalization;
using LearnLoadBalancer.Tests.Processes;

namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>The server half of <c>real-clients.js</c>, running.</summary>
internal sealed class NodeScript : IAsyncDisposable
{
    private readonly RunningProgram _program;

    private NodeScript(RunningProgram program, int port)
    {
        _program = program;
        Port = port;
    }

    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "Contracts", "Http", "real-clients.js");

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    public static async Task<NodeScript> StartAsync(params string[] arguments)
    {
        // Its input is a pipe of ours: should this process be killed, the script sees the end and leaves.
        RunningProgram program = RunningProgram.Start(Programs.Node(Path, arguments));
        try
        {
            string line = await program.WaitForLineAsync(_ => true, "its first line");
            return new NodeScript(program, int.Parse(line, NumberStyles.None, CultureInfo.InvariantCulture));
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _program.DisposeAsync();
}
