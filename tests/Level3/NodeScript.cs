using System.Diagnostics;
using System.Globalization;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Level3;

/// <summary>The server half of <c>real-clients.js</c>, running.</summary>
internal sealed class NodeScript : IAsyncDisposable
{
    private readonly Process _process;

    private NodeScript(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "Level3", "real-clients.js");

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    public static async Task<NodeScript> StartAsync(params string[] arguments)
    {
        // Its input is a pipe of ours: should this process be killed, the script sees the end and leaves.
        Process process = Process.Start(new ProcessStartInfo("node", [Path, .. arguments]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        string? line = await process.StandardOutput.ReadLineAsync().EndsAsync("node's first line");
        return new NodeScript(process, int.Parse(line!, NumberStyles.None, CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().EndsAsync("node");
        _process.Dispose();
    }
}
