using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LearnLoadBalancer.Net.Linux;

/// <summary>
/// Moves bytes from one socket to another inside the kernel: <c>splice</c>, which only Linux has. The
/// bytes never come into this program; what goes through the pipe are references to their pages.
/// </summary>
/// <remarks>
/// Go's <c>io.Copy</c> does the same between two connections, and so does HAProxy where it is told to.
/// See <c>man 2 splice</c>.
/// </remarks>
internal sealed partial class KernelPipe : IDisposable
{
    /// <summary>Most pipes at once: 32. Each takes two file descriptors, which might be a client's two sockets.</summary>
    public const int Most = 32;

    /// <summary>What they take at most. Where there are too few to spare, there are no pipes.</summary>
    public const int MostDescriptors = 2 * Most;

    /// <summary>What <see cref="Fill"/> says where sockets can't be spliced after all: a sandbox, perhaps.</summary>
    public const int Unable = -2;

    /// <summary>Most pipes that are kept for later: 4. Opening one costs two system calls, closing it two more.</summary>
    public const int MostIdle = 4;

    /// <summary>The size of the pipe: 256 KiB, that is 64 pages, each of them a piece of a packet or more.</summary>
    private const int Capacity = 256 * 1024;

    // As Linux numbers them on x64 and Arm64.
    private const int NonBlocking = 0x800; // O_NONBLOCK
    private const int CloseOnExec = 0x80000; // O_CLOEXEC
    private const int SetPipeSize = 1031; // F_SETPIPE_SZ
    private const uint MoveDontBlock = 1 | 2; // SPLICE_F_MOVE, SPLICE_F_NONBLOCK
    private const int NotPermitted = 1; // EPERM
    private const int Interrupted = 4; // EINTR
    private const int TryAgain = 11; // EAGAIN
    private const int Invalid = 22; // EINVAL
    private const int BrokenPipe = 32; // EPIPE
    private const int NotImplemented = 38; // ENOSYS
    private const int NotSupported = 95; // EOPNOTSUPP
    private const int ConnectionReset = 104; // ECONNRESET

    private static readonly Lock Idling = new();
    private static readonly Stack<KernelPipe> Idle = [];
    private static volatile bool _unable = !OperatingSystem.IsLinux()
        || RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64)
        || !ConnectionLimit.HasRoomForPipes;

    private static int _open;
    private static long _drained;

    private readonly SafeFileHandle _readEnd;
    private readonly SafeFileHandle _writeEnd;
    private bool _rented = true;

    private KernelPipe(int readEnd, int writeEnd)
    {
        _readEnd = new SafeFileHandle(readEnd, ownsHandle: true);
        _writeEnd = new SafeFileHandle(writeEnd, ownsHandle: true);
        _ = Control(_writeEnd, SetPipeSize, Capacity); // Where that is not allowed, the usual 64 KiB will do.
    }

    /// <summary>Pipes that exist now, rented or idle.</summary>
    public static int OpenCount => Volatile.Read(ref _open);

    /// <summary>Pipes that are in use now.</summary>
    public static int RentedCount
    {
        get
        {
            lock (Idling)
            {
                return _open - Idle.Count;
            }
        }
    }

    /// <summary>Bytes that have gone from socket to socket inside the kernel, in the whole process.</summary>
    public static long Drained => Interlocked.Read(ref _drained);

    /// <summary>Bytes that were filled in and not drained yet.</summary>
    public int Length { get; private set; }

    /// <summary>An empty pipe, or null where there can be none: not on Linux, too many in use, no descriptors left.</summary>
    public static KernelPipe? TryRent()
    {
        if (_unable)
        {
            return null;
        }

        lock (Idling)
        {
            if (Idle.TryPop(out KernelPipe? pipe))
            {
                pipe._rented = true;
                return pipe;
            }

            if (_open >= Most || Create() is not { } created)
            {
                return null;
            }

            _open++;
            return created;
        }
    }

    /// <summary>Gives the pipe back. The next one gets it only if it is empty and few are idle. Harmless if repeated.</summary>
    public void Dispose()
    {
        lock (Idling)
        {
            if (!_rented)
            {
                return;
            }

            _rented = false;
            if (Length == 0 && Idle.Count < MostIdle)
            {
                Idle.Push(this);
                return;
            }

            _readEnd.Dispose();
            _writeEnd.Dispose();
            _open--;
        }
    }

    /// <summary>Takes what there is from a socket. The pipe must be empty.</summary>
    /// <returns>How much; 0 at the sender's end; -1 when there is nothing yet; or <see cref="Unable"/>.</returns>
    /// <exception cref="SocketException">The connection is broken.</exception>
    public int Fill(Socket from)
    {
        int moved = Move(from.SafeHandle, _writeEnd, Capacity);
        Length = Math.Max(moved, 0);
        return moved < 0 && _unable ? Unable : moved;
    }

    /// <summary>Gives a socket as much as it takes.</summary>
    /// <returns>How much; -1 when it takes nothing just now, or not in this way.</returns>
    /// <exception cref="SocketException">The connection is broken.</exception>
    public int Drain(Socket to)
    {
        int moved = Move(_readEnd, to.SafeHandle, Length);
        if (moved > 0)
        {
            Length -= moved;
            Interlocked.Add(ref _drained, moved);
        }

        return moved;
    }

    /// <summary>Takes bytes out into this program after all.</summary>
    /// <returns>How many; there must be some.</returns>
    public int Read(Span<byte> buffer)
    {
        int count;
        do
        {
            count = (int)Read(_readEnd, buffer, (nuint)Math.Min(buffer.Length, Length));
        }
        while (count < 0 && Marshal.GetLastPInvokeError() == Interrupted);

        Length -= count > 0 ? count : throw new SocketException((int)SocketError.SocketError);
        return count;
    }

    private static KernelPipe? Create()
    {
        int[] ends = new int[2];
        try
        {
            return CreatePipe(ends, NonBlocking | CloseOnExec) == 0 ? new KernelPipe(ends[0], ends[1]) : null;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            _unable = true;
            return null;
        }
    }

    /// <returns>How much was moved; -1 if nothing, for now or for good.</returns>
    private static int Move(SafeHandle from, SafeHandle to, int most)
    {
        while (true)
        {
            nint moved = Splice(from, 0, to, 0, (nuint)most, MoveDontBlock);
            if (moved >= 0)
            {
                return (int)moved;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case Interrupted:
                    continue;
                case TryAgain:
                    return -1;
                case BrokenPipe:
                    throw new SocketException((int)SocketError.Shutdown);
                case ConnectionReset:
                    throw new SocketException((int)SocketError.ConnectionReset);
                case NotPermitted or Invalid or NotImplemented or NotSupported:
                    _unable = true;
                    return -1;
                default:
                    throw new SocketException((int)SocketError.SocketError);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    private static partial int CreatePipe([Out] int[] ends, int flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(SafeHandle file, int command, int value);

    [LibraryImport("libc", EntryPoint = "splice", SetLastError = true)]
    private static partial nint Splice(SafeHandle from, nint fromOffset, SafeHandle to, nint toOffset, nuint most, uint flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(SafeHandle file, Span<byte> buffer, nuint count);
}
