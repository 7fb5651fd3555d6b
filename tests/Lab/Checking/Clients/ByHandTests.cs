using System.Net;
using System.Text;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Tests.Processes;

namespace LearnLoadBalancer.Tests.Lab.Checking.Clients;

/// <summary>What a learner is told to type: typed.</summary>
[StartsPrograms]
public sealed class ByHandTests
{
    [Fact]
    public async Task Raw_EveryByte_IsPrintedByTheShell()
    {
        string every = string.Concat(Enumerable.Range(0, 256).Select(value => (char)value)) + "100% 'sure' \\r\\n\r\n";

        string line = ByHand.Raw(ClientOf(1), every);

        string printf = line[..line.LastIndexOf(" | nc", StringComparison.Ordinal)];
        Assert.Equal(Convert.ToHexStringLower(Encoding.Latin1.GetBytes(every)), (await RunAsync($"{printf} | od -An -v -tx1 | tr -d ' \\n'")).Output);
    }

    [Fact]
    public void Raw_AnyClient_NamesWhereTheProgramListens() =>
        Assert.EndsWith("' | nc -w 2 127.0.0.1 8090", ByHand.Raw(ClientOf(8090), "GET"));

    [Fact]
    public async Task Loop_CountFromTo_AsksOnceForEach()
    {
        await using NodeBackend backend = await NodeBackend.StartAsync(1);

        string line = ByHand.Loop(ClientOf(backend.Port), 0, 2, "-H \"X-Key: user-$i\" -w \"%{num_connects} user-$i\\n\" ");

        string[] lines = (await RunAsync(line)).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["1 user-0", "1 user-1", "1 user-2"], lines.Where((_, i) => i % 2 > 0));
    }

    [Fact]
    public async Task Tally_OfOneBackend_CountsItsResponses()
    {
        await using NodeBackend backend = await NodeBackend.StartAsync(2);

        ProgramResult result = await RunAsync(ByHand.Tally(ClientOf(backend.Port), 5));

        Assert.Equal("5 Response from Backend Server 2", result.Output.Trim());
    }

    [Fact]
    public async Task OnOneConnection_Several_AreAllAnswered()
    {
        await using NodeBackend backend = await NodeBackend.StartAsync(3);

        ProgramResult result = await RunAsync(ByHand.OnOneConnection(ClientOf(backend.Port), 3) + " -w '%{num_connects}\\n'");

        // curl counts the connections that it had to open for each: none for the second and the third.
        const string Response = "Response from Backend Server 3\n";
        Assert.Equal($"{Response}1\n{Response}0\n{Response}0\n", result.Output);
    }

    private static async Task<ProgramResult> RunAsync(string line)
    {
        ProgramResult result = await RunningProgram.RunAsync(Programs.Bash(line));
        Assert.Equal("", result.Errors);
        return result;
    }

    private static Client ClientOf(int port)
    {
        var timeline = new Timeline();
        return new Client(new IPEndPoint(IPAddress.Loopback, port), "127.0.0.1", new BackendFarm([], timeline), timeline, new Random(1));
    }
}
