using System.Net.Sockets;
using System.Text;
using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Lab.Checking.Farm;

/// <summary>A connection that the program under test has opened to a played backend.</summary>
internal sealed class BackendConnection(ScriptedBackend backend, Socket socket)
{
    /// <summary>The number of the backend, from 1.</summary>
    public int Backend => backend.Number;

    public WireReader Reader { get; } = new(socket);

    /// <summary>False when it must be closed after the response.</summary>
    public bool MayBeKept { get; set; } = true;

    public Task SendAsync(string text, CancellationToken stop) => SendAsync(Encoding.Latin1.GetBytes(text), stop);

    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, stop)..];
        }
    }

    /// <summary>Reads the request's body and throws it away.</summary>
    public Task<StreamEnd> SkipBodyAsync(HttpHead request, CancellationToken stop) =>
        Reader.ReadBodyAsync(request.FramingOfRequest(), static _ => { }, stop);

    /// <summary>Sends a response whose length is told by Content-Length.</summary>
    public Task RespondAsync(string body, CancellationToken stop, string status = "200 OK", string fields = "") =>
        SendAsync($"HTTP/1.1 {status}\r\nContent-Type: text/plain\r\nContent-Length: {body.Length}\r\n{fields}\r\n{body}", stop);

    /// <summary>Ends our sending in good order.</summary>
    public void EndSending()
    {
        MayBeKept = false;
        socket.Shutdown(SocketShutdown.Send);
    }

    /// <summary>Throws the connection away: a reset.</summary>
    public void Reset()
    {
        MayBeKept = false;
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }
}
