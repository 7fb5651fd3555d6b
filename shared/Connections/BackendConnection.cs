using System.Buffers;
using System.Net;
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

    /// <summary>
    /// How old a backend connection may become: 10 minutes (nginx: an hour). What stands behind an address can change
    /// without a sign. A dial in ten minutes costs nothing, and by then everybody is where a new client would be.
    /// </summary>
    public static readonly TimeSpan AgeLimit = TimeSpan.FromMinutes(10);

    private readonly Action _onIdleEnded;
    private readonly ConnectionPool _pool;
    private readonly long _tooOldAt;

    /// <param name="socket">The connection.</param>
    /// <param name="pool">Where it goes when it is idle.</param>
    /// <param name="buffers">Where its buffer is rented.</param>
    /// <param name="registry">The list of all connections.</param>
    /// <param name="address">The address that it leads to, where that matters.</param>
    /// <param name="era">The pool's era when it was dialled; null: that of now.</param>
    public BackendConnection(
        Socket socket, ConnectionPool pool, ArrayPool<byte> buffers, ConnectionRegistry registry, IPAddress? address = null, int? era = null)
        : base(socket, ownBuffer: 0, buffers, registry)
    {
        _pool = pool;
        Address = address;
        Era = era ?? pool.Era;
        _tooOldAt = Clock.In(AgeLimit);
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

    /// <summary>Which machine it leads to. Null: nobody knows.</summary>
    public IPAddress? Address { get; }

    /// <summary>In which of its pool's eras it was made, see <see cref="ConnectionPool.Era"/>.</summary>
    public int Era { get; }

    /// <summary>True when it has served for long enough.</summary>
    public bool IsOld => Clock.Now >= _tooOldAt;

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
        Receive.Deadline = Math.Min(Clock.In(IdleLimit), _tooOldAt);
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
