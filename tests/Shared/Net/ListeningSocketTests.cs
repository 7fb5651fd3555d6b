using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Tests.Net;

public sealed class ListeningSocketTests
{
    [Fact]
    public async Task Open_WithoutHost_IsReachedByEveryAddressFamilyThisMachineHas()
    {
        using Socket listener = ListeningSocket.Open(new ListenAddress("", 0));
        int port = new ListenAddress("", 0).WithPortOf(listener).Port;
        foreach (IPAddress address in Loopbacks())
        {
            using var client = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await client.ConnectAsync(address, port);
            Assert.True(client.Connected);
        }
    }

    [Fact]
    public void Open_PortTaken_SaysSoAndNamesTheNextPort()
    {
        using Socket first = ListeningSocket.Open(new ListenAddress("", 0));
        ListenAddress taken = new ListenAddress("", 0).WithPortOf(first);

        var e = Assert.Throws<StartupException>(() => ListeningSocket.Open(taken));
        int another = taken.Port < 65535 ? taken.Port + 1 : 8090;
        Assert.Equal(
            $"Port {taken.Port} is already in use. Stop the other program, or choose a port with --listen :{another}.", e.Message);
    }

    [Theory]
    [InlineData("0.0.0.0:0")]
    [InlineData("127.0.0.1:0")]
    [InlineData("localhost:0")]
    public void Open_AddressOfThisMachine_Listens(string text)
    {
        Assert.True(ListenAddress.TryParse(text, out ListenAddress? address));
        using Socket socket = ListeningSocket.Open(address);
        Assert.NotEqual(0, address.WithPortOf(socket).Port);
    }

    [Fact]
    public void Open_AddressOfAnotherMachine_SaysSo()
    {
        // 192.0.2.0/24 is kept for documentation (RFC 5737): no machine has it.
        var e = Assert.Throws<StartupException>(() => ListeningSocket.Open(new ListenAddress("192.0.2.1", 0)));
        Assert.Equal("The address 192.0.2.1 does not belong to this machine. Listen on every address with --listen :0.", e.Message);
    }

    private static IEnumerable<IPAddress> Loopbacks() =>
        Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback];
}
