using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Net;

/// <summary>A name server whose answers the test gives, and a clock that it turns.</summary>
public sealed class AddressCacheTests
{
    private const string Host = "backend.example";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly IPAddress[] First = [IPAddress.Parse("192.0.2.1"), IPAddress.Parse("192.0.2.2")];
    private static readonly IPAddress[] Second = [IPAddress.Parse("192.0.2.3")];

    private readonly ManualTimeProvider _time = new();
    private readonly List<TaskCompletionSource<IPAddress[]>> _lookups = [];
    private readonly AddressCache _cache;

    public AddressCacheTests() => _cache = new AddressCache(_time, _ =>
    {
        _lookups.Add(new TaskCompletionSource<IPAddress[]>());
        return _lookups[^1].Task;
    });

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task GetAsync_LiteralAddress_IsThatAddressAndNobodyIsAsked(string text)
    {
        Assert.Equal([IPAddress.Parse(text)], await GetAsync(text));
        _time.Advance(AddressCache.UsableFor);
        Assert.Equal([IPAddress.Parse(text)], await GetAsync(text));
        Assert.Empty(_lookups);
    }

    [Fact]
    public async Task GetAsync_NameOfThisMachine_TheSystemKnowsIt()
    {
        var cache = new AddressCache(_time, Dns.GetHostAddressesAsync);
        Assert.All(await cache.GetAsync("localhost", Limit, default), address => Assert.True(IPAddress.IsLoopback(address)));
    }

    [Fact]
    public async Task GetAsync_WithinTheLifetime_GivesTheSameAnswerWithoutAsking()
    {
        await KnowFirstAsync();
        _time.Advance(AddressCache.Lifetime - TimeSpan.FromTicks(1));

        Assert.Same(First, await GetAsync());
        Assert.Single(_lookups);
    }

    [Fact]
    public async Task GetAsync_AfterTheLifetime_AsksOnceAndServesTheOldAnswerMeanwhile()
    {
        await KnowFirstAsync();
        _time.Advance(AddressCache.Lifetime);
        for (int call = 0; call < 3; call++)
        {
            Assert.Same(First, await GetAsync());
            Assert.Equal(2, _lookups.Count);
        }

        _lookups[1].SetResult(Second);

        Assert.Same(Second, await GetAsync());
        Assert.Equal(2, _lookups.Count);
    }

    [Fact]
    public async Task GetAsync_NameServerFails_OldAnswerServesAsLongAsItIsUsable()
    {
        await KnowFirstAsync();
        _time.Advance(AddressCache.UsableFor - TimeSpan.FromTicks(1));
        Assert.Same(First, await GetAsync());
        _lookups[1].SetException(new SocketException((int)SocketError.TryAgain));
        Assert.Same(First, await GetAsync());
        _time.Advance(TimeSpan.FromTicks(1));
        Task<IPAddress[]> call = GetAsync();

        Assert.False(call.IsCompleted);
        _lookups[2].SetException(new SocketException((int)SocketError.TryAgain));
        await Assert.ThrowsAsync<SocketException>(() => call);
        Assert.Equal(3, _lookups.Count);
    }

    [Fact]
    public async Task GetAsync_ManyAtOnce_ShareOneLookup()
    {
        Task<IPAddress[]>[] calls = [.. Enumerable.Range(0, 200).Select(_ => GetAsync())];
        Assert.Single(_lookups);
        _lookups[0].SetResult(First);

        Assert.All(await Task.WhenAll(calls), addresses => Assert.Same(First, addresses));
    }

    [Fact]
    public async Task GetAsync_EverybodyHasGivenUp_TheAnswerServesThoseWhoComeLater()
    {
        Task<IPAddress[]> call = GetAsync();
        _time.Advance(Limit);
        await Assert.ThrowsAsync<TimeoutException>(() => call);
        using var cancel = new CancellationTokenSource();
        call = _cache.GetAsync(Host, Limit, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        _lookups[0].SetResult(First);

        Assert.Same(First, await GetAsync());
        Assert.Single(_lookups);
    }

    [Fact]
    public async Task GetAsync_Forgotten_WaitsForANewAnswer()
    {
        await KnowFirstAsync();
        _cache.Forget(Host, First);
        Task<IPAddress[]> call = GetAsync();

        Assert.False(call.IsCompleted);
        _lookups[1].SetResult(Second);
        Assert.Same(Second, await call);
    }

    [Fact]
    public async Task Forget_ThereAreOthersAlready_KeepsThem()
    {
        await KnowFirstAsync();
        _cache.Forget(Host, Second);

        Assert.Same(First, await GetAsync());
        Assert.Single(_lookups);
    }

    [Fact]
    public async Task GetAsync_UnknownName_ThrowsEachTime()
    {
        for (int call = 0; call < 2; call++)
        {
            Task<IPAddress[]> asking = GetAsync();
            _lookups[call].SetException(new SocketException((int)SocketError.HostNotFound));
            await Assert.ThrowsAsync<SocketException>(() => asking);
        }
    }

    [Fact]
    public async Task PutFirst_AnotherAddressAnswered_BeginsWithItAndKeepsTheRest()
    {
        await KnowFirstAsync();
        _cache.PutFirst(Host, First, First[1]);

        Assert.Equal([First[1], First[0]], await GetAsync());
    }

    /// <summary>Else whoever dials after each look-up would wait in vain for the address that never answers.</summary>
    [Fact]
    public async Task PutFirst_NameIsLookedUpAgain_StillBeginsWithIt()
    {
        await KnowFirstAsync();
        _cache.PutFirst(Host, First, First[1]);
        _time.Advance(AddressCache.Lifetime);
        await GetAsync();
        _lookups[1].SetResult([IPAddress.Parse("192.0.2.9"), .. First]);

        Assert.Equal([First[1], IPAddress.Parse("192.0.2.9"), First[0]], await GetAsync());
    }

    [Fact]
    public async Task PutFirst_EntryHasChangedMeanwhile_DoesNothing()
    {
        await KnowFirstAsync();
        _cache.Forget(Host, First);
        Task<IPAddress[]> call = GetAsync();
        _lookups[1].SetResult(Second);
        await call;
        _cache.PutFirst(Host, First, First[1]);

        Assert.Same(Second, await GetAsync());
    }

    [Fact]
    public async Task Refresh_AnswerIsOld_AsksOnceAndTellsWhatWasFound()
    {
        var found = new List<(string, IReadOnlyList<IPAddress>)>();
        await KnowFirstAsync();
        _cache.LookedUp += (host, addresses) => found.Add((host, addresses));
        _time.Advance(AddressCache.Lifetime - TimeSpan.FromTicks(1));
        _cache.Refresh();
        Assert.Single(_lookups);
        _time.Advance(TimeSpan.FromTicks(1));
        _cache.Refresh();
        _cache.Refresh();
        Assert.Equal(2, _lookups.Count);
        _lookups[1].SetResult(Second);

        Assert.Equal([(Host, Second)], found);
        Assert.Same(Second, await GetAsync());
    }

    [Fact]
    public async Task Refresh_NameServerFails_KeepsTheAnswerAndTellsNobody()
    {
        await KnowFirstAsync();
        _cache.LookedUp += (_, _) => Assert.Fail("Nothing was found.");
        _time.Advance(AddressCache.Lifetime);
        _cache.Refresh();
        _lookups[1].SetException(new SocketException((int)SocketError.TryAgain));

        Assert.Same(First, await GetAsync());
    }

    private async Task KnowFirstAsync()
    {
        Task<IPAddress[]> call = GetAsync();
        _lookups[0].SetResult(First);
        Assert.Same(First, await call);
    }

    private Task<IPAddress[]> GetAsync(string host = Host) => _cache.GetAsync(host, Limit, CancellationToken.None).AsTask().EndsAsync("the look-up");
}
