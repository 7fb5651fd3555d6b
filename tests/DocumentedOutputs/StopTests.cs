using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using LearnLoadBalancer.Tests.Processes;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.DocumentedOutputs;

/// <summary>Ctrl+C on a level, sent to the real process.</summary>
[UnsupportedOSPlatform("windows")]
[StartsPrograms]
public sealed class StopTests
{
    private const string StoppingLine =
        "Stopping. Open connections: 1. They have 5 seconds to finish; Ctrl+C again ends at once.";

    [UnixTheory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Sigterm_NoClients_EndsWithExitCode0(int level)
    {
        await using NodeBackend backend = await NodeBackend.StartAsync(1);
        await using LevelProcess process = await LevelProcess.StartAsync(level, backend.Address);

        process.Program.Terminate();

        Assert.Equal(0, await process.Program.WaitForExitAsync());
        Assert.Equal("", process.Program.Errors.Text);
    }

    [UnixTheory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task CtrlC_RequestUnderWay_ClientStillGetsItsResponse(int level)
    {
        await using NodeBackend backend = await NodeBackend.StartAsync(1);
        await using LevelProcess process = await LevelProcess.StartAsync(level, backend.Address);
        using TcpClient client = await AskHalfAsync(process);

        process.Program.Interrupt();
        await process.Program.WaitForLineAsync(StoppingLine);
        await client.GetStream().WriteAsync("Connection: close\r\n\r\n"u8.ToArray());
        string response = await new StreamReader(client.GetStream()).ReadToEndAsync().EndsAsync("the response");

        Assert.EndsWith("\r\n\r\nResponse from Backend Server 1\n", response, StringComparison.Ordinal);
        Assert.Equal(0, await process.Program.WaitForExitAsync());
    }

    [UnixTheory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task CtrlC_Again_EndsAtOnce(int level)
    {
        await using NodeBackend backend = await NodeBackend.StartAsync(1);
        await using LevelProcess process = await LevelProcess.StartAsync(level, backend.Address);
        using TcpClient client = await AskHalfAsync(process);

        process.Program.Interrupt();
        await process.Program.WaitForLineAsync(StoppingLine);
        process.Program.Interrupt();

        // Ended by the signal (128 + 2), not at the end of the five seconds: that would be a 0.
        Assert.Equal(130, await process.Program.WaitForExitAsync());
    }

    /// <summary>A client whose request has reached the backend in half: its connection is open for certain.</summary>
    private static async Task<TcpClient> AskHalfAsync(LevelProcess level)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, level.Port);

        // One whole request first. Its response shows that the connection goes all the way through.
        await client.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: balancer\r\n\r\n"u8.ToArray());
        byte[] buffer = new byte[4096];
        string response = "";
        while (!response.EndsWith("Server 1\n", StringComparison.Ordinal))
        {
            int read = await client.GetStream().ReadAsync(buffer).AsTask().EndsAsync("the first response");
            Assert.NotEqual(0, read); // Closed before it was answered.
            response += Encoding.ASCII.GetString(buffer, 0, read);
        }

        await client.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: balancer\r\n"u8.ToArray());
        return client;
    }
}
