using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Lab.Checking;

public sealed class ListenerSearchTests
{
    [IPv6Fact]
    public async Task FindAsync_SecondAddressOnly_IsThat()
    {
        using Socket listener = Listen(IPAddress.IPv6Loopback);

        Assert.Equal(listener.LocalEndPoint, await FindAsync(listener));
    }

    [IPv6Fact]
    public async Task FindAsync_BothFamilies_IsTheFirst()
    {
        using Socket listener = Listen(IPAddress.IPv6Any);

        Assert.Equal(new IPEndPoint(IPAddress.Loopback, ((IPEndPoint)listener.LocalEndPoint!).Port), await FindAsync(listener));
    }

    [IPv6Fact]
    public void NameOf_FoundAtIPv6AndListensOnBoth_IsIPv4()
    {
        using Socket listener = Listen(IPAddress.IPv6Any);

        Assert.Equal("127.0.0.1", ListenerSearch.NameOf(new IPEndPoint(IPAddress.IPv6Loopback, ((IPEndPoint)listener.LocalEndPoint!).Port)));
    }

    [IPv6Fact]
    public void NameOf_ListensOnIPv6Only_IsThat()
    {
        using Socket listener = Listen(IPAddress.IPv6Loopback);

        Assert.Equal("::1", ListenerSearch.NameOf((IPEndPoint)listener.LocalEndPoint!));
    }

    /// <summary>A balancer of connections gives each its turn: the search must not take a number of them that is chance.</summary>
    [IPv6Fact]
    public async Task FindAsync_SecondAddress_DialsItOnce()
    {
        using Socket listener = Listen(IPAddress.IPv6Loopback);

        await FindAsync(listener);

        using Socket dial = listener.Accept();
        Assert.False(listener.Poll(0, SelectMode.SelectRead));
    }

    [IPv6Fact]
    public async Task FindAsync_Nobody_IsNull()
    {
        using Socket listener = Listen(IPAddress.IPv6Loopback);

        Assert.Null(await ListenerSearch.FindAsync([IPAddress.Loopback], ((IPEndPoint)listener.LocalEndPoint!).Port, CancellationToken.None));
    }

    private static Task<IPEndPoint?> FindAsync(Socket listener) =>
        ListenerSearch.FindAsync(ListenerSearch.OfThisMachine, ((IPEndPoint)listener.LocalEndPoint!).Port, CancellationToken.None);

    private static Socket Listen(IPAddress address)
    {
        var listener = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = address.Equals(IPAddress.IPv6Any) };
        listener.Bind(new IPEndPoint(address, CheckPorts.PickFree(1)[0])); // Nobody takes it in the other family.
        listener.Listen();
        return listener;
    }
}
