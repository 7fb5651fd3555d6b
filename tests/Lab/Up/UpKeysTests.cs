using LearnLoadBalancer.Lab.Up;

namespace LearnLoadBalancer.Tests.Lab.Up;

public sealed class UpKeysTests
{
    [Theory]
    [InlineData("1", "Toggle 1")]
    [InlineData("3", "Toggle 3")]
    [InlineData("q", "Quit 0")]
    [InlineData("4", null)]
    [InlineData("\0", null)]
    [InlineData("s", null)]
    [InlineData("s1", "Slow 1")]
    [InlineData("f2", "Fail 2")]
    [InlineData("i3", "Silence 3")]
    [InlineData("h2", "Heal 2")]
    [InlineData("F2", "Fail 2")]
    [InlineData("fh2", "Heal 2")]
    [InlineData("f4", null)]
    [InlineData("f42", "Toggle 2")]
    [InlineData("fq", "Quit 0")]
    [InlineData("f2 3", "Fail 2, Toggle 3")]
    public void Press_Keys_GiveTheRequests(string keys, string? requests)
    {
        var understood = new UpKeys();
        string[] given = [.. keys.Select(understood.Press).OfType<UpRequest>().Select(request => $"{request.Verb} {request.Backend}")];
        Assert.Equal(requests ?? "", string.Join(", ", given));
    }

    [Fact]
    public void Pending_FirstOfTwoKeys_IsWhatItWaitsFor()
    {
        var keys = new UpKeys();
        Assert.Null(keys.Pending);
        keys.Press('i');
        Assert.Equal(UpVerb.Silence, keys.Pending);
        keys.Press('1');
        Assert.Null(keys.Pending);
    }
}
