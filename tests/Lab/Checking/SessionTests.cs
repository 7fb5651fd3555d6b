using System.Net;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Checking.Targets;

namespace LearnLoadBalancer.Tests.Lab.Checking;

public sealed class SessionTests
{
    /// <summary>Such as Node.js, where 'localhost' is ::1 first.</summary>
    [Fact]
    public async Task CreateClient_ProgramListensOnIPv6Only_LinesToTypeNameThat()
    {
        int port = CheckPorts.PickFree(1)[0];
        await using var session = new Session(new Started(), new Timeline(), new RunOptions(Level: 1, Seed: 1))
        {
            Address = new IPEndPoint(IPAddress.IPv6Loopback, port),
        };

        Assert.Equal($"'http://[::1]:{port}/'", session.CreateClient(new Random(1)).UrlOf("/"));
    }

    private sealed class Started : ITarget
    {
        public string Name => "started";

        public string Host => "127.0.0.1";

        public int Port => 8090;

        public IReadOnlyList<int> BackendPorts => [];

        public bool IsStarted => true;

        public int? ExitCode => null;

        public IReadOnlyList<string> LastOutput => [];

        public ITarget? Vary(PolicyPlan plan) => null;

        public void Start()
        {
        }

        public long? MeasureMemory() => null;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
