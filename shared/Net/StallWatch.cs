using System.Net.Sockets;
using LearnLoadBalancer.Net.Linux;

namespace LearnLoadBalancer.Net;

/// <summary>Ends a pipe that would otherwise be held forever by somebody who is not there any more.</summary>
/// <remarks>
/// An idle connection is fine: it may be kept for later. Two states are not, and neither wakes us:
/// <list type="bullet">
/// <item>one side has finished and the other neither speaks nor finishes. From here, a client that
/// waits for its response and one that is gone look alike;</item>
/// <item>one side does not take what we send, so we do not read the other, and don't hear it leave.</item>
/// </list>
/// And an idle peer that loses its power or its network says no farewell. So the kernel is told to ask both now and
/// then whether they are still there (TCP keep-alive); without a response it ends the connection, and the pipe with it.
/// One timer per connection looks now and then, so that not one is needed per operation.
/// </remarks>
internal sealed class StallWatch : IDisposable
{
    /// <summary>How often the watch looks.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>How long a stalled pipe may go without a byte: 60 seconds, nginx's <c>proxy_read_timeout</c>.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>How long a connection must be silent before the kernel asks: 60 seconds. By itself it would be two hours, if at all.</summary>
    public static readonly TimeSpan AskAfter = TimeSpan.FromSeconds(60);

    /// <summary>How long it waits for the response before it asks again: 10 seconds.</summary>
    public static readonly TimeSpan AskInterval = TimeSpan.FromSeconds(10);

    /// <summary>How often it asks in vain before it gives up: 3 times. One packet may be lost, three in a row hardly.</summary>
    public const int AskCount = 3;

    private readonly Pump _upload;
    private readonly Pump _download;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _movedBefore = -1;
    private long _lastMove;
    private bool _asksPeers;

    public StallWatch(Pump upload, Pump download, TimeProvider time)
    {
        _upload = upload;
        _download = download;
        _time = time;
        _timer = time.CreateTimer(static watch => ((StallWatch)watch!).Look(), this, Interval, Interval);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        if (!_asksPeers)
        {
            // Here and not at the start: most connections are over before, and need not pay for it.
            _asksPeers = true;
            AskWhenSilent(_upload.From);
            AskWhenSilent(_upload.To);
        }

        bool blocked = _upload.IsSending || _download.IsSending;
        bool halfClosed = _upload.HasEnded || _download.HasEnded;
        long moved = _upload.BytesMoved + _download.BytesMoved;
        if (blocked)
        {
            moved += Acknowledged.BytesBy(_upload.To) + Acknowledged.BytesBy(_download.To);
        }

        if (moved != _movedBefore || !(blocked || halfClosed))
        {
            _movedBefore = moved;
            _lastMove = _time.GetTimestamp();
        }
        else if (_time.GetElapsedTime(_lastMove) >= Limit || (blocked && (IsReset(_upload.From) || IsReset(_download.From))))
        {
            // Both pumps wake up with an error and end.
            _upload.From.Abort();
            _upload.To.Abort();
        }
    }

    private static void AskWhenSilent(Socket socket)
    {
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, (int)AskAfter.TotalSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, (int)AskInterval.TotalSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, AskCount);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Over already, or a system that can't: then the peer's silence is taken for patience.
        }
    }

    private static bool IsReset(Socket socket)
    {
        try
        {
            return socket.Poll(TimeSpan.Zero, SelectMode.SelectError);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return true; // Gone altogether.
        }
    }
}
