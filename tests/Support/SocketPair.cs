using System.Net;
using System.Net.Sockets;

namespace LearnLoadBalancer.Tests.Support;

/// <summary>Two ends of one TCP connection.</summary>
internal sealed class SocketPair(Socket ours, Peer theirs) : IDisposable
{
    /// <summary>The end that the code under test gets.</summary>
    public Socket Ours => ours;

    /// <summary>The end that the test plays.</summary>
    public Peer Theirs => theirs;

    public static async Task<SocketPair> CreateAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        Peer theirs = await Peer.ConnectAsync(((IPEndPoint)listener.LocalEndPoint!).Port);
        return new SocketPair(await listener.AcceptAsync(), theirs);
    }

    public void Dispose()
    {
        ours.Dispose();
        theirs.Dispose();
    }
}
