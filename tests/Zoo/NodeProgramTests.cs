namespace LearnLoadBalancer.Tests.Zoo;

/// <summary>Right programs in JavaScript: one that copies bytes, and one that reads HTTP.</summary>
[StartsPrograms]
public sealed class NodeProgramTests
{
    [Fact]
    public Task Net_Checked_PassesAll() => RightProgram.PassesAsync(level: 1, "node node-net.js {port} {backends}");

    [Fact]
    public Task Http_Checked_PassesButForTheChoicesOfHttp() => RightProgram.PassesAsync(level: 3, "node node-http.js {port} {backends} 1");
}
