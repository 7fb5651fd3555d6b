namespace LearnLoadBalancer.Tests.Support;

public sealed class ScriptedBackendTests
{
    [Fact]
    public async Task DisposeAsync_AScriptHasFailed_Fails()
    {
        var backend = new ScriptedBackend(_ => throw new InvalidDataException("nonsense"));
        using Peer client = await Peer.ConnectAsync(backend.Address.Port);
        Assert.Equal("", await client.ReadToEndAsync());

        AggregateException failure = await Assert.ThrowsAsync<AggregateException>(() => backend.DisposeAsync().AsTask());

        Assert.Equal("nonsense", Assert.IsType<InvalidDataException>(Assert.Single(failure.InnerExceptions)).Message);
    }

    [Fact]
    public async Task DisposeAsync_UnderAScript_IsNoFailureOfIt()
    {
        var backend = new ScriptedBackend(peer => peer.ReadUntilAsync("what never comes"));
        using Peer client = await Peer.ConnectAsync(backend.Address.Port);
        await Eventually.TrueAsync(() => backend.Open == 1, "the script runs");

        await backend.DisposeAsync();

        Assert.Empty(backend.Failures);
    }
}
