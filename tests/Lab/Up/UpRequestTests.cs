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
    [InlineData("stop", null)]
    [InlineData("stop 4", null)]
    [InlineData("stop two", null)]
    [InlineData("", null)]
    public void FromLine_Text_GivesTheRequest(string line, string? request) =>
        Assert.Equal(request, Describe(UpRequest.FromLine(line)));

    [Theory]
    [InlineData('1', "Toggle 1")]
    [InlineData('3', "Toggle 3")]
    [InlineData('q', "Quit 0")]
    [InlineData('4', null)]
    [InlineData('\0', null)]
    public void FromKey_Key_GivesTheRequest(char key, string? request) =>
        Assert.Equal(request, Describe(UpRequest.FromKey(key)));

    private static string? Describe(UpRequest? request) => request is null ? null : $"{request.Verb} {request.Backend}";
}
