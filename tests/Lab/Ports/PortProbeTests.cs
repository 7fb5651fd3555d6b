using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Lab.Backends;
using LearnLoadBalancer.Lab.Ports;
using LearnLoadBalancer.Lab.Processes;
using LearnLoadBalancer.Tests.Lab.Support;
using LearnLoadBalancer.Tests.Processes;

namespace LearnLoadBalancer.Tests.Lab.Ports;

[StartsPrograms]
public sealed class PortProbeTests
{
    [Fact]
    public async Task FindHolder_FreePort_IsNull()
    {
        int port = StablePort.Find();
        Assert.True(PortProbe.IsFree(port));
        Assert.Null(await PortProbe.FindHolderAsync(port));
    }

    /// <summary>A program that is being started has copies of our sockets for a moment, those of a look at a port among them.</summary>
    [Fact]
    public async Task IsFree_WhileProgramsStart_IsNotWrongByItsOwnTraces()
    {
        int port = StablePort.Find();
        Task starting = Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            for (int i = 0; i < 10; i++)
            {
                await RunningProgram.RunAsync(new ProgramStart(LabExecutable.Dotnet, "--no-such-option"));
            }
        })));

        int looks = 0;
        for (; !starting.IsCompleted; looks++)
        {
            Assert.True(PortProbe.IsFree(port), $"look {looks}");
        }

        await starting;
        Assert.NotEqual(0, looks);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("::1")]
    public async Task FindHolder_AnotherProgram_IsNamed(string address)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var endPoint = new IPEndPoint(IPAddress.Parse(address), 0);
        using var listener = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(endPoint);
        listener.Listen();

        PortHolder? holder = await PortProbe.FindHolderAsync(((IPEndPoint)listener.LocalEndPoint!).Port);
        Assert.StartsWith("the program ", holder?.What, StringComparison.Ordinal);
        Assert.Equal(Environment.ProcessId, holder?.ProcessId);
    }

    [Fact]
    public async Task FindHolder_ProgramThatAnswersAsABackend_IsOne()
    {
        await using BuiltInBackend backend = BuiltInBackend.Start(1, 0);
        PortHolder? holder = await PortProbe.FindHolderAsync(backend.Port);
        Assert.Equal("a backend of the course, or a load balancer in front of one", holder?.What);
    }

    [Fact]
    public async Task FindHolder_NodeBackend_IsOne()
    {
        await using NodeBackend node = await NodeBackend.StartAsync(3);
        PortHolder? holder = await PortProbe.FindHolderAsync(node.Port);
        Assert.Equal(new PortHolder("a Node.js backend (server3.js)", node.Program.Id), holder);
    }

    [Fact]
    public async Task FindHolder_Level_IsALoadBalancer()
    {
        await using var guard = new ProcessGuard();
        ChildProcess level = guard.Start(LevelProgram.Find("level1")!.WithArguments("--listen", ":0"));
        PortHolder? holder = await PortProbe.FindHolderAsync(await PortOfAsync(level, "Load balancer listening on :"));
        Assert.Equal(new PortHolder("a load balancer of the course (Level 1)", level.Id), holder);
    }

    [Fact]
    public async Task FindHolder_LabWithItsOwnBackends_IsAnotherLab()
    {
        await using LabRun lab = LabRun.StartWithPath("/nonexistent", "up", "level1", "--listen", ":0", "--backend-ports", "0,0,0");
        string line = await lab.WaitForAsync("Backend Server 1 listening on port ");
        PortHolder? holder = await PortProbe.FindHolderAsync(int.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture));
        Assert.Equal(new PortHolder("another lab", lab.Process.Id), holder);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nResponse from Backend Server 1\n", "a backend of the course, or a load balancer in front of one")]
    [InlineData("HTTP/1.1 502 Bad Gateway\r\n\r\nBackend Unavailable\n", "a load balancer of the course")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n", null)]
    [InlineData("", null)]
    public async Task FromResponse_WhateverItSays_IsRecognisedOrNot(string says, string? kind)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        Task<string?> asking = ProgramKind.FromResponseAsync(((IPEndPoint)listener.LocalEndPoint!).Port);
        using Socket client = await listener.AcceptAsync();
        await client.ReceiveAsync(new byte[1000]);
        await client.SendAsync(System.Text.Encoding.ASCII.GetBytes(says));
        client.Shutdown(SocketShutdown.Send);

        Assert.Equal(kind, await asking);
    }

    private static async Task<int> PortOfAsync(ChildProcess child, string line)
    {
        OutputLine? found = await child.WaitForLineAsync(text => text.StartsWith(line, StringComparison.Ordinal)).WaitAsync(LabRun.Limit);
        return int.Parse(found!.Text.AsSpan(line.Length), CultureInfo.InvariantCulture);
    }
}
