using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LearnLoadBalancer.Net;

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

    /// <summary>Most pipes that are kept for later: 4. Opening one costs three system calls, closing it two.</summary>
    public const int MostIdle = 4;

    /// <summary>What the pipe holds: 256 KiB, that is 64 pages, each of them a piece of a packet or more.</summary>
    private const int Capacity = 256 * 1024;

    // As Linux numbers them on x64 and Arm64.
    private const int NonBlocking = 0x800; // O_NONBLOCK
    private const int CloseOnExec = 0x80000; // O_CLOEXEC
    private const int SetPipeSize = 1031; // F_SETPIPE_SZ
    private const uint MoveDontBlock = 1 | 2; // SPLICE_F_MOVE, SPLICE_F_NONBLOCK
    private const int TryAgain = 11; // EAGAIN
    private const int BrokenPipe = 32; // EPIPE
    private const int ConnectionReset = 104; // ECONNRESET

    private static readonly Lock Idling = new();
    private static readonly Stack<KernelPipe> Idle = [];
    private static int _open;

    private readonly SafeFileHandle _readEnd;
    private readonly SafeFileHandle _writeEnd;

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

    /// <summary>Bytes that were filled in and not drained yet.</summary>
    public int Length { get; private set; }

    /// <summary>An empty pipe, or null where there can be none: not on Linux, too many in use, no descriptors left.</summary>
    public static KernelPipe? TryRent()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64))
        {
            return null;
        }

        lock (Idling)
        {
            if (Idle.TryPop(out KernelPipe? pipe))
            {
                return pipe;
            }

            int[] ends = new int[2];
            if (_open >= Most || CreatePipe(ends, NonBlocking | CloseOnExec) != 0)
            {
                return null;
            }

            _open++;
            return new KernelPipe(ends[0], ends[1]);
        }
    }

    /// <summary>Gives the pipe back. The next one gets it only if it is empty and few are idle.</summary>
    public void Dispose()
    {
        lock (Idling)
        {
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
    /// <returns>How much; 0 at the sender's end; -1 when there is nothing yet.</returns>
    /// <exception cref="SocketException">The connection is broken.</exception>
    public int Fill(Socket from)
    {
        int moved = Checked(Splice(from.SafeHandle, 0, _writeEnd, 0, Capacity, MoveDontBlock));
        Length = Math.Max(moved, 0);
        return moved;
    }

    /// <summary>Gives a socket as much as it takes.</summary>
    /// <returns>How much; -1 when it takes nothing just now.</returns>
    /// <exception cref="SocketException">The connection is broken.</exception>
    public int Drain(Socket to)
    {
        int moved = Checked(Splice(_readEnd, 0, to.SafeHandle, 0, (nuint)Length, MoveDontBlock));
        Length -= Math.Max(moved, 0);
        return moved;
    }

    /// <summary>Takes bytes out into this program after all.</summary>
    /// <returns>How many; there must be some.</returns>
    public int Read(Span<byte> buffer)
    {
        int count = Checked(Read(_readEnd, buffer, (nuint)Math.Min(buffer.Length, Length)));
        Length -= count;
        return count;
    }

    private static int Checked(nint result)
    {
        if (result >= 0)
        {
            return (int)result;
        }

        return Marshal.GetLastPInvokeError() switch
        {
            TryAgain => -1,
            BrokenPipe => throw new SocketException((int)SocketError.Shutdown),
            ConnectionReset => throw new SocketException((int)SocketError.ConnectionReset),
            _ => throw new SocketException((int)SocketError.SocketError),
        };
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
