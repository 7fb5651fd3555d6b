using System.Net.Sockets;

namespace LearnLoadBalancer.Zoo.Http;

/// <summary>A connection on which messages come one after the other.</summary>
internal sealed class HttpConnection(Socket socket) : IDisposable
{
    public Socket Socket => socket;

    public MessageReader Reader { get; } = new(socket);

    /// <summary>True when it was kept after an earlier answer, and may have been closed since.</summary>
    public bool WasKept { get; set; }

    public void Dispose() => socket.Dispose();
}
