using System.Buffers;
using System.Net.Sockets;
using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Connections;

/// <summary>A connection to a backend: carries one request at a time, and is idle in its pool in between.</summary>
internal sealed class BackendConnection : Connection
{
    /// <summary>What a backend's response is received into. Nearly all responses of an API fit, head and body.</summary>
    public const int BufferSize = 16 * 1024;

    /// <summary>
    /// How long a backend connection is kept idle: 60 s. Backends close theirs after a while too (Node.js
    /// after 5 s, nginx after 75 s), and who closes first avoids the race in which a request meets the close.
    /// </summary>
    public static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(60);

    private readonly Action _onIdleEnded;
    private readonly ConnectionPool _pool;

    public BackendConnection(Socket socket, ConnectionPool pool, ArrayPool<byte> buffers, ConnectionRegistry registry)
        : base(socket, ownBuffer: 0, buffers, registry)
    {
        _pool = pool;
        _onIdleEnded = OnIdleEnded;
        try
        {
            Input.MakeRoom(BufferSize);
        }
        catch
        {
            Close(); // It is registered already, and a stop would wait for it for ever.
            throw;
        }
    }

    /// <summary>Whom it leads to.</summary>
    public Backend Backend => _pool.Backend;

    /// <summary>True when it has carried a request before this one, and so may have been closed behind our back.</summary>
    public bool IsReused { get; private set; }

    /// <summary>Makes it idle: what is received now is either the end, or nothing we have asked for.</summary>
    /// <returns>False when it is dead already.</returns>
    /// <remarks>
    /// The buffer of the next response is lent to the kernel meanwhile. That is 16 KiB for an idle
    /// connection, 2 MiB for a full pool. A receive of nothing would need none, and one more system call
    /// per request; a peek before each use (nginx) needs none either, and costs a call, too.
    /// </remarks>
    public bool TryPark()
    {
        if (Input.Capacity > 2 * BufferSize)
        {
            Input.Release(); // A long body needed more; the next one probably does not.
            Input.MakeRoom(BufferSize);
        }

        IsReused = true;
        IsHurried = false;
        BeginReceive(long.MaxValue);
        Receive.Deadline = Clock.In(IdleLimit);
        return Receive.TryPark(_onIdleEnded);
    }

    /// <summary>Takes it back into use.</summary>
    /// <returns>False when it has died meanwhile: then it closes itself.</returns>
    public bool TryUnpark() => Receive.TryUnpark(_onIdleEnded);

    private void OnIdleEnded()
    {
        // Closed by the backend, bytes out of turn, or idle for too long: all the same to us.
        // First closed, then forgotten: so the pool, which does the opposite, sees in time that it is dead.
        _ = Receive.GetResult();
        Close();
        _pool.Remove(this);
    }
}
