using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Net;

/// <summary>Dials backends: from a name and a port to an open connection.</summary>
public sealed class BackendConnector
{
    /// <summary>How long a client waits for its backend to be reached: 5 seconds, Envoy's default.</summary>
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time;
    private readonly AddressCache _addresses;

    /// <summary>Dials with the system's own knowledge of names.</summary>
    /// <param name="time">The clock that time limits are measured with.</param>
    public BackendConnector(TimeProvider time) : this(time, Dns.GetHostAddressesAsync)
    {
    }

    internal BackendConnector(TimeProvider time, Func<string, Task<IPAddress[]>> lookUp)
    {
        _time = time;
        _addresses = new AddressCache(time, lookUp);
    }

    /// <summary>Raised when a name was looked up: which it is, and the addresses that it has now. On the thread that looked it up.</summary>
    public event Action<string, IReadOnlyList<IPAddress>>? NameLookedUp
    {
        add => _addresses.LookedUp += value;
        remove => _addresses.LookedUp -= value;
    }

    /// <summary>Looks up again, in the background, every name that was dialled and whose answer is older than <see cref="AddressCache.Lifetime"/>.</summary>
    internal void RefreshNames() => _addresses.Refresh();

    /// <summary>Opens a connection to the backend. Not reaching it is no exception: see the result.</summary>
    /// <param name="backend">The backend to dial.</param>
    /// <param name="limit">How long it may take in all: looking up the name and trying each of its addresses.</param>
    /// <param name="cancel">Gives up early.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    public async Task<ConnectResult> ConnectAsync(Backend backend, TimeSpan limit, CancellationToken cancel)
    {
        long began = _time.GetTimestamp();
        try
        {
            IPAddress[] addresses = await _addresses.GetAsync(backend.Host, limit, cancel);
            ConnectResult result = await TryEveryAddressAsync(backend, addresses, began, limit, cancel);
            return result.Succeeded ? result : result with { Elapsed = _time.GetElapsedTime(began) };
        }
        catch (SocketException e)
        {
            return new ConnectResult(null, e.SocketErrorCode, Elapsed: _time.GetElapsedTime(began)); // The name was not found.
        }
        catch (TimeoutException)
        {
            return new ConnectResult(null, SocketError.TimedOut, TimedOut: true, limit); // The name server is silent.
        }
    }

    private async Task<ConnectResult> TryEveryAddressAsync(
        Backend backend, IPAddress[] addresses, long began, TimeSpan limit, CancellationToken cancel)
    {
        var result = new ConnectResult(null, SocketError.HostNotFound);
        for (int tried = 0; tried < addresses.Length; tried++)
        {
            // Each address gets its share of the time that is left, as in Go. Where a network swallows what goes to
            // IPv6 addresses, the first would use up all of it, and the good one would never be tried.
            TimeSpan left = limit - _time.GetElapsedTime(began);
            TimeSpan share = left > TimeSpan.Zero ? left / (addresses.Length - tried) : TimeSpan.Zero;
            ConnectResult next = await TryAddressAsync(new IPEndPoint(addresses[tried], backend.Port), share, cancel);
            result = tried == 0 ? next : MoreTelling(result, next);
            if (result.Succeeded)
            {
                // "localhost" is often ::1 and 127.0.0.1, and a server may listen on one of them only.
                // Begin with the one that answered next time, and spare the attempt in vain.
                _addresses.PutFirst(backend.Host, addresses, addresses[tried]);
                return result;
            }
        }

        // Perhaps the backend has moved: look its name up again next time. A refusal is no such sign:
        // its machine is there and has answered, and other backends may go by the same name.
        if (result.Error != SocketError.ConnectionRefused)
        {
            _addresses.Forget(backend.Host, addresses);
        }

        return result;
    }

    /// <summary>Which of two results says more of the backend: the later one, unless it says only what this machine lacks.</summary>
    /// <remarks>
    /// "localhost" is often 127.0.0.1 and ::1, and in many a container there is no IPv6. A dead backend refuses at the first,
    /// and the second is an address that we can't dial from. With that as the result, a dead backend would look like a
    /// machine without ports.
    /// </remarks>
    internal static ConnectResult MoreTelling(ConnectResult earlier, ConnectResult later) =>
        later.Error is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported or SocketError.NetworkUnreachable ? earlier : later;

    private async Task<ConnectResult> TryAddressAsync(IPEndPoint endPoint, TimeSpan limit, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        Socket? socket = null;
        try
        {
            // Making the socket can fail too: no IPv6 on this machine, or no file descriptor left.
            socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);

            // Send each piece when we have it. By default the kernel holds small ones back for up
            // to 40 ms, in the hope of more (Nagle's algorithm), and every relayed answer waits.
            socket.NoDelay = true;
            await socket.ConnectAsync(endPoint, either.Token);
            return new ConnectResult(socket, SocketError.Success, Address: endPoint.Address);
        }
        catch (SocketException e)
        {
            socket?.Dispose();
            return new ConnectResult(null, e.SocketErrorCode);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            socket?.Dispose();
            return new ConnectResult(null, SocketError.TimedOut, TimedOut: true);
        }
        catch
        {
            // Given up, or something that is no response: nobody else knows of this socket.
            socket?.Dispose();
            throw;
        }
    }
}
