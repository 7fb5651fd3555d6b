using LearnLoadBalancer.Lab.Up;

namespace LearnLoadBalancer.Tests.Lab.Up;

public sealed class UpRequestTests
{
    [Theory]
    [InlineData("stop 2", "Stop 2")]
    [InlineData("  start   3 ", "Start 3")]
    [InlineData("1", "Toggle 1")]
    [InlineData("quit", "Quit 0")]
    [InlineData("q", "Quit 0")]
    [InlineData("slow 1", "Slow 1")]
    [InlineData("fail 2", "Fail 2")]
    [InlineData("silent 3", "Silence 3")]
    [InlineData("heal 2", "Heal 2")]
    [InlineData("fail 4", null)]
    [InlineData("eject 2", null)]
    [InlineData("stop", null)]
    [InlineData("stop 4", null)]
    [InlineData("stop two", null)]
    [InlineData("", null)]
    public void FromLine_Text_GivesTheRequest(string line, string? request) =>
        Assert.Equal(request, Describe(UpRequest.FromLine(line)));

    private static string? Describe(UpRequest? request) => request is null ? null : $"{request.Verb} {request.Backend}";
}
