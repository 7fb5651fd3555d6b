using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;

namespace LearnLoadBalancer.Tests.Balancing;

public sealed class WeightedBackendTests
{
    [Theory]
    [InlineData("localhost:9001", "localhost", 9001, 1)]
    [InlineData("localhost:9001,weight=3", "localhost", 9001, 3)]
    [InlineData("localhost:9001,weight=0", "localhost", 9001, 0)]
    [InlineData("[::1]:80,weight=256", "::1", 80, 256)]
    [InlineData("localhost:9001,weight=007", "localhost", 9001, 7)]
    public void TryParse_RightForm_IsTaken(string text, string host, int port, int weight)
    {
        Assert.True(WeightedBackend.TryParse(text, out WeightedBackend? backend, out string? complaint));
        Assert.Equal(new WeightedBackend(new Backend(host, port), weight), backend);
        Assert.Null(complaint);
    }

    [Theory]
    [InlineData("257")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1.5")]
    [InlineData("")]
    [InlineData(" 3")]
    [InlineData("three")]
    [InlineData("99999999999999999999")]
    public void TryParse_WeightOutsideItsRange_SaysTheRange(string weight) => AssertRefused(
        $"localhost:9001,weight={weight}",
        $"--backend 'localhost:9001,weight={weight}' has no weight from 0 to 256. Write a whole number, for example --backend localhost:9001,weight=3; 0 drains.");

    [Theory]
    [InlineData("localhost")]
    [InlineData("localhost:0,weight=3")]
    [InlineData(",weight=3")]
    [InlineData("weight=3,localhost:9001")]
    public void TryParse_NoServer_SaysSo(string text) => AssertRefused(
        text, $"--backend '{text}' is not a server. Write it as host:port with a port from 1 to 65535, for example --backend localhost:9001.");

    [Theory]
    [InlineData("Weight=3")]
    [InlineData("wait=3")]
    [InlineData("")]
    public void TryParse_UnknownSetting_SaysWhatThereIs(string setting) => AssertRefused(
        $"localhost:9001,{setting}",
        $"--backend 'localhost:9001,{setting}' has the unknown setting '{setting}'. What can be set is the weight, for example --backend localhost:9001,weight=3.");

    [Fact]
    public void TryParse_TwoWeights_IsTooMuch() => AssertRefused(
        "localhost:9001,weight=3,weight=4",
        "--backend 'localhost:9001,weight=3,weight=4' says too much. Write one weight, for example --backend localhost:9001,weight=3.");

    [Fact]
    public void FindConflict_TwoWeightsForOneServer_SaysWhich()
    {
        var a = new Backend("localhost", 9001);
        var b = new Backend("localhost", 9002);
        Assert.Null(WeightedBackend.FindConflict([new(a, 3), new(b, 2), new(a, 3)]));
        Assert.Equal(
            "--backend 'localhost:9001' is given with weight 3 and with weight 2. Give it one weight.",
            WeightedBackend.FindConflict([new(a, 3), new(b, 2), new(a, 2)]));
    }

    [Fact]
    public void ToString_Always_CanBeRead()
    {
        var backend = new WeightedBackend(new Backend("::1", 9001), 5);
        Assert.Equal("[::1]:9001,weight=5", backend.ToString());
        Assert.True(WeightedBackend.TryParse(backend.ToString(), out WeightedBackend? again, out _));
        Assert.Equal(backend, again);
    }

    private static void AssertRefused(string text, string expected)
    {
        Assert.False(WeightedBackend.TryParse(text, out WeightedBackend? backend, out string? complaint));
        Assert.Equal(expected, complaint);
        Assert.Null(backend);
    }
}
