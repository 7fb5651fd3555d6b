using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Net;

public sealed class AddressCacheTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly AddressCache _cache;

    public AddressCacheTests() => _cache = new AddressCache(_time, Dns.GetHostAddressesAsync);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task GetAsync_LiteralAddress_IsThatAddress(string text) =>
        Assert.Equal([IPAddress.Parse(text)], await GetAsync(text));

    [Fact]
    public async Task GetAsync_WithinTheLifetime_GivesTheSameAnswerWithoutAsking()
    {
        IPAddress[] first = await GetAsync("localhost");
        _time.Advance(AddressCache.Lifetime - TimeSpan.FromTicks(1));
        Assert.Same(first, await GetAsync("localhost"));
    }

    [Fact]
    public async Task GetAsync_AfterTheLifetime_AsksAgain()
    {
        IPAddress[] first = await GetAsync("localhost");
        _time.Advance(AddressCache.Lifetime);
        Assert.NotSame(first, await GetAsync("localhost"));
    }

    [Fact]
    public async Task GetAsync_Forgotten_AsksAgain()
    {
        IPAddress[] first = await GetAsync("localhost");
        _cache.Forget("localhost");
        Assert.NotSame(first, await GetAsync("localhost"));
    }

    [Fact]
    public async Task GetAsync_UnknownName_ThrowsEachTime()
    {
        await Assert.ThrowsAnyAsync<SocketException>(() => GetAsync("nowhere.invalid"));
        await Assert.ThrowsAnyAsync<SocketException>(() => GetAsync("nowhere.invalid"));
    }

    [Fact]
    public async Task PutFirst_AnotherAddressAnswered_BeginsWithItAndKeepsTheRest()
    {
        IPAddress[] known = await GetAsync("127.0.0.1");
        IPAddress other = IPAddress.Parse("127.0.0.2");
        _cache.PutFirst("127.0.0.1", known, other);

        Assert.Equal([other, known[0]], await GetAsync("127.0.0.1"));
    }

    [Fact]
    public async Task PutFirst_EntryHasChangedMeanwhile_DoesNothing()
    {
        IPAddress[] old = await GetAsync("127.0.0.1");
        _cache.Forget("127.0.0.1");
        IPAddress[] current = await GetAsync("127.0.0.1");
        _cache.PutFirst("127.0.0.1", old, IPAddress.Parse("127.0.0.2"));

        Assert.Same(current, await GetAsync("127.0.0.1"));
    }

    private Task<IPAddress[]> GetAsync(string host) => _cache.GetAsync(host, CancellationToken.None).AsTask().EndsAsync("the look-up");
}
