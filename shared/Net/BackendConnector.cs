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

    /// <summary>Opens a connection to the backend. Not reaching it is no exception: see the result.</summary>
    /// <param name="backend">Whom to dial.</param>
    /// <param name="limit">How long it may take in all: looking up the name and trying each of its addresses.</param>
    /// <param name="cancel">Gives up early.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    public async Task<ConnectResult> ConnectAsync(Backend backend, TimeSpan limit, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        try
        {
            IPAddress[] addresses = await _addresses.GetAsync(backend.Host, limit, cancel);
            return await TryEveryAddressAsync(backend, addresses, either.Token);
        }
        catch (SocketException e)
        {
            return new ConnectResult(null, e.SocketErrorCode); // The name was not found.
        }
        catch (TimeoutException)
        {
            return new ConnectResult(null, SocketError.TimedOut); // The name server is silent.
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new ConnectResult(null, SocketError.TimedOut);
        }
    }

    private async Task<ConnectResult> TryEveryAddressAsync(Backend backend, IPAddress[] addresses, CancellationToken cancel)
    {
        var result = new ConnectResult(null, SocketError.HostNotFound);
        foreach (IPAddress address in addresses)
        {
            result = await TryAddressAsync(new IPEndPoint(address, backend.Port), cancel);
            if (result.Succeeded)
            {
                // "localhost" is often ::1 and 127.0.0.1, and a server may listen on one of them only.
                // Begin with the one that answered next time, and spare the refused attempt.
                _addresses.PutFirst(backend.Host, addresses, address);
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

    private static async Task<ConnectResult> TryAddressAsync(IPEndPoint endPoint, CancellationToken cancel)
    {
        Socket? socket = null;
        try
        {
            // Making the socket can fail too: no IPv6 on this machine, or no file descriptor left.
            socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            SocketSetup.Apply(socket);
            await socket.ConnectAsync(endPoint, cancel);
            return new ConnectResult(socket, SocketError.Success);
        }
        catch (SocketException e)
        {
            socket?.Dispose();
            return new ConnectResult(null, e.SocketErrorCode);
        }
        catch
        {
            // Given up, or something that is no answer: nobody else knows of this socket.
            socket?.Dispose();
            throw;
        }
    }
}
