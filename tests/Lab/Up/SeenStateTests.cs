using LearnLoadBalancer.Lab.Up;

namespace LearnLoadBalancer.Tests.Lab.Up;

public sealed class SeenStateTests
{
    [Fact]
    public void TryParse_WhatALevelTells_GivesEachBackendByItsAddress()
    {
        const string Told =
            "localhost:9001\tup\tcheck: ok\n"
            + "localhost:9002\tejected for 4.2 s\t5 failures in a row, the last one status 503\n"
            + "localhost:9003\tprobing\t\n";

        Assert.True(SeenState.TryParse(Told, out IReadOnlyDictionary<string, SeenState>? states));
        Assert.Equal(
            new Dictionary<string, SeenState>
            {
                ["localhost:9001"] = new("up", "check: ok"),
                ["localhost:9002"] = new("ejected for 4.2 s", "5 failures in a row, the last one status 503"),
                ["localhost:9003"] = new("probing", ""),
            },
            states);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("localhost:9001\tup\n")]
    [InlineData("localhost:9001\tup\tcheck: ok\tmore\n")]
    [InlineData("localhost:9001\t\tcheck: ok\n")]
    [InlineData("localhost:9001\tup\tcheck: ok\nlocalhost:9001\tdown\tcheck: refused\n")]
    public void TryParse_SomethingElse_IsRefusedWhole(string told) => Assert.False(SeenState.TryParse(told, out _));

    [Theory]
    [InlineData("up", "up")]
    [InlineData("ejected for 4.2 s", "ejected")]
    [InlineData("warming 40 %", "warming")]
    public void Kind_State_IsItsFirstWord(string state, string kind) => Assert.Equal(kind, new SeenState(state, "").Kind);
}
