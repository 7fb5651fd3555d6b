using LearnLoadBalancer.Net;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Net;

public sealed class ConnectionSetTests
{
    private readonly ConnectionSet _set = new();

    [Fact]
    public void WhenEmptyAsync_NobodyInside_HasEndedAlready() => Assert.True(_set.WhenEmptyAsync().IsCompletedSuccessfully);

    [Fact]
    public async Task WhenEmptyAsync_SomeInside_EndsWithTheLast()
    {
        using SocketPair a = await SocketPair.CreateAsync();
        using SocketPair b = await SocketPair.CreateAsync();
        _set.Add(a.Ours);
        _set.Add(b.Ours);
        Task empty = _set.WhenEmptyAsync();

        _set.Remove(a.Ours);
        Assert.Equal(1, _set.Count);
        Assert.False(empty.IsCompleted);
        _set.Remove(b.Ours);

        await empty.EndsAsync("the wait");
        Assert.Equal(0, _set.Count);
    }

    [Fact]
    public async Task AbortAll_SomeInside_ResetsEveryOneAndLeavesTheRemovingToTheirTasks()
    {
        using SocketPair a = await SocketPair.CreateAsync();
        using SocketPair b = await SocketPair.CreateAsync();
        _set.Add(a.Ours);
        _set.Add(b.Ours);
        _set.AbortAll();

        Assert.Equal((0, true), await a.Theirs.ReadToWhateverEndAsync());
        Assert.Equal((0, true), await b.Theirs.ReadToWhateverEndAsync());
        Assert.Equal(2, _set.Count);
    }

    [Fact]
    public async Task WhenEmptyAsync_ManyLeaveAtOnce_Ends()
    {
        SocketPair[] pairs = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => SocketPair.CreateAsync()));
        Array.ForEach(pairs, pair => _set.Add(pair.Ours));
        Task empty = _set.WhenEmptyAsync();
        Parallel.ForEach(pairs, pair => _set.Remove(pair.Ours));

        await empty.EndsAsync("the wait");
        Array.ForEach(pairs, pair => pair.Dispose());
    }
}
