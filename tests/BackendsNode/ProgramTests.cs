using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text;
using LearnLoadBalancer.Tests.Lab.Support;
using LearnLoadBalancer.Tests.Processes;

namespace LearnLoadBalancer.Tests.BackendsNode;

/// <summary>How a backend starts, refuses to start, and ends.</summary>
[UnsupportedOSPlatform("windows")] // Signals.
[StartsPrograms]
public sealed class ProgramTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Start_EachServer_SaysWhoItIsAndWhere(int number)
    {
        await using NodeBackend backend = await NodeBackend.StartAsync(number);

        Assert.Equal([$"Backend Server {number} listening on port {backend.Port}"], backend.Program.Output.Lines);
        Assert.Equal($"Response from Backend Server {number}\n", (await RunningProgram.RunAsync(Programs.Curl("-s", $"http://{backend.Address}"))).Output);
    }

    [Fact]
    public async Task Start_PortInTheEnvironment_ListensThere()
    {
        int port = StablePort.Find();
        await using RunningProgram program = RunningProgram.Start(Programs.Node("server1.js") with { Environment = Port($"{port}") });

        await program.WaitForLineAsync($"Backend Server 1 listening on port {port}");
    }

    [Fact]
    public async Task Start_PortInBoth_TakesTheArgument()
    {
        int port = StablePort.Find();
        await using RunningProgram program = RunningProgram.Start(Programs.Node("server1.js", $"{port}") with { Environment = Port("1") });

        await program.WaitForLineAsync($"Backend Server 1 listening on port {port}");
    }

    [Fact]
    public async Task Start_EveryAddressOfThisMachine_IsServed()
    {
        await using NodeBackend backend = await NodeBackend.StartAsync(1);

        foreach (string host in Loopbacks())
        {
            ProgramResult response = await RunningProgram.RunAsync(Programs.Curl("-s", "-g", $"http://{host}:{backend.Port}/"));
            Assert.Equal(new ProgramResult(0, "Response from Backend Server 1\n", ""), response);
        }
    }

    [Fact]
    public async Task Start_PortInUse_IsOneLineAndExitCode1()
    {
        await using NodeBackend other = await NodeBackend.StartAsync(1, StablePort.Find());

        ProgramResult result = await RunningProgram.RunAsync(Programs.Node("server2.js", $"{other.Port}"));

        Assert.Equal(
            new ProgramResult(1, "", $"Port {other.Port} is already in use. Stop the other program, or choose another port, for instance: node server2.js {other.Port + 10000}\n"),
            result);
    }

    [Theory]
    [InlineData("nine")]
    [InlineData("65536")]
    [InlineData("-1")]
    [InlineData("9001.5")]
    [InlineData("0x2329")]
    public async Task Start_NoPort_IsOneLineAndExitCode2(string port)
    {
        string line = $"\"{port}\" is no port: a port is a number from 0 to 65535. Usage: node server3.js [port], for instance: node server3.js 9003\n";

        Assert.Equal(new ProgramResult(2, "", line), await RunningProgram.RunAsync(Programs.Node("server3.js", port)));
        Assert.Equal(new ProgramResult(2, "", line), await RunningProgram.RunAsync(Programs.Node("server3.js") with { Environment = Port(port) }));
    }

    [Fact]
    public async Task Start_TooManyArguments_IsOneLineAndExitCode2() =>
        Assert.Equal(
            new ProgramResult(2, "", "Too many arguments. Usage: node server1.js [port], for instance: node server1.js 9001\n"),
            await RunningProgram.RunAsync(Programs.Node("server1.js", "0", "0")));

    [Theory]
    [InlineData("--fault", "fail=503", "0")]
    [InlineData("0", "--fault", "fail=503")]
    public async Task Start_WithAFault_SaysSoAndHasIt(params string[] words)
    {
        await using RunningProgram program = RunningProgram.Start(Programs.Node("server1.js", words));
        string start = await program.WaitForLineAsync(line => line.StartsWith("Backend Server 1 listening on port ", StringComparison.Ordinal), "the start line");
        await program.WaitForLineAsync("Backend Server 1 now has the fault fail=503");

        Assert.Equal(
            new ProgramResult(0, "Failure 503 from Backend Server 1\n", ""),
            await RunningProgram.RunAsync(Programs.Curl("-s", $"http://localhost:{start.Split(' ')[^1]}")));
    }

    [Theory]
    [InlineData("--fault", "0")]
    [InlineData("0", "--fault")]
    [InlineData("--fault", "fail")]
    [InlineData("--fault", "fail=200")]
    [InlineData("--fault", "slow=-1")]
    [InlineData("--fault", "silent=yes")]
    [InlineData("--fault", "silent,")]
    public async Task Start_WithWhatIsNoFault_IsOneLineAndExitCode2(params string[] words)
    {
        ProgramResult result = await RunningProgram.RunAsync(Programs.Node("server1.js", words));

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("", result.Output);
        Assert.Matches(
            "^\"[^\"]*\" is no fault\\. Write slow=500 \\(milliseconds, up to 600000\\), fail=503 \\(a status from 500 to 599\\), silent or hang-health, or several of them with commas, or none\\.\n$",
            result.Errors);
    }

    [UnixFact]
    public Task CtrlC_ClientsInEveryState_EndsAtOnce() => EndsAtOnceAsync(program => program.Interrupt());

    [UnixFact]
    public Task Sigterm_ClientsInEveryState_EndsAtOnce() => EndsAtOnceAsync(program => program.Terminate());

    /// <summary>None of these clients ever leaves: a backend that waits for one of them never ends.</summary>
    private static async Task EndsAtOnceAsync(Action<RunningProgram> signal)
    {
        await using NodeBackend backend = await NodeBackend.StartAsync(1);
        using TcpClient silent = await ConnectAsync(backend, "");
        using TcpClient halfSent = await ConnectAsync(backend, "GET / HTT");
        using TcpClient uploading = await ConnectAsync(backend, "POST /upload HTTP/1.1\r\nHost: b\r\nContent-Length: 9\r\n\r\nhalf");
        using TcpClient waiting = await ConnectAsync(backend, "GET /slow?ms=600000 HTTP/1.1\r\nHost: b\r\n\r\n");
        using TcpClient answered = await ConnectAsync(backend, "GET / HTTP/1.1\r\nHost: b\r\n\r\n");
        using TcpClient inMidResponse = await ConnectAsync(backend, "GET /big?mb=100000 HTTP/1.1\r\nHost: b\r\n\r\n");
        await answered.GetStream().ReadExactlyAsync(new byte[1]);
        await inMidResponse.GetStream().ReadExactlyAsync(new byte[1]);

        signal(backend.Program);

        Assert.Equal(0, await backend.Program.WaitForExitAsync());
        Assert.Equal("", backend.Program.Errors.Text);
    }

    private static async Task<TcpClient> ConnectAsync(NodeBackend backend, string request)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, backend.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        return client;
    }

    /// <summary>This machine's own addresses, as curl wants them. IPv6 only where the machine has it.</summary>
    private static IEnumerable<string> Loopbacks()
    {
        yield return "127.0.0.1";
        if (HasIPv6())
        {
            yield return "[::1]";
        }
    }

    private static bool HasIPv6()
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static Dictionary<string, string> Port(string port) => new() { ["PORT"] = port };
}
