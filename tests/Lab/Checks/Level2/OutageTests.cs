using LearnLoadBalancer.Lab.Checks.Level2;

namespace LearnLoadBalancer.Tests.Lab.Checks.Level2;

/// <summary>Which lines of a log are taken for the news that all backends are down.</summary>
public sealed class OutageTests
{
    private static readonly int[] Ports = [9001, 9002, 9003];

    [Theory]
    [InlineData("All backends are unhealthy!")]
    [InlineData("2026/11/29 18:30:59 All backends are unhealthy!")]
    [InlineData("WARN no healthy backend left")]
    [InlineData("2026/11/29 18:30:59 [error] 1#1: *7 no live upstreams while connecting to upstream, server: 0.0.0.0:8090, upstream: \"servers\"")]
    [InlineData("[ALERT] (1) : backend 'servers' has no server available!")]
    [InlineData("0 servers available")]
    public void SaysAllAreDown_News_Yes(string line) => Assert.True(Outage.SaysAllAreDown(line, Ports));

    [Theory]
    [InlineData("Backend localhost:9002 marked as UNHEALTHY")]
    [InlineData("no connection to backend 127.0.0.1:9002: it is down")]
    [InlineData("Running health checks...")]
    [InlineData("Load balancer listening on :8090")]
    [InlineData("GET / 502")]
    public void SaysAllAreDown_OtherLines_No(string line) => Assert.False(Outage.SaysAllAreDown(line, Ports));
}
