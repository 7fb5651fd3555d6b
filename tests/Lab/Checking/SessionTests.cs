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
        await using var session = new Session(new StubTarget(), new Timeline(), new RunOptions(Level: 1, Seed: 1))
        {
            Address = new IPEndPoint(IPAddress.IPv6Loopback, port),
        };

        Assert.Equal($"'http://[::1]:{port}/'", session.CreateClient(new Random(1)).UrlOf("/"));
    }
}
