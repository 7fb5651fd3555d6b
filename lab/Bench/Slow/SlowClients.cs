using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LearnLoadBalancer.Lab.Bench.Slow;

/// <summary>Clients that send a byte a second. One thread plays all of them.</summary>
internal sealed class SlowClients(IPEndPoint target, int count, SlowKind kind) : IDisposable
{
    /// <summary>A second is divided into so many parts, and the clients with it: they do not all speak at once.</summary>
    private const int Parts = 100;

    /// <summary>
    /// Clients from one address. A connection's two addresses and ports must be unlike any other's, and an
    /// address has about 28,000 ports for it. The next ten thousand come from 127.0.0.2, and so on.
    /// </summary>
    private const int PerAddress = 10_000;

    private static readonly TimeSpan Part = TimeSpan.FromSeconds(1) / Parts;

    private readonly Socket?[] _sockets = new Socket?[count];
    private readonly int[] _sent = new int[count];
    private readonly bool[] _wasConnected = new bool[count];
    private readonly TaskCompletionSource _allConnected = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when each of them has been connected, and has sent something.</summary>
    public Task AllConnected => _allConnected.Task;

    /// <summary>How often the other side answered, which is what it does when it gives up on a slow head.</summary>
    public int Responses { get; private set; }

    /// <summary>How often the other side ended the connection without a word.</summary>
    public int Cut { get; private set; }

    /// <summary>How many are connected. To be asked when they do not play any more.</summary>
    public int Connected => Enumerable.Range(0, count).Count(client => _sockets[client] is not null && _sent[client] > 0);

    /// <summary>How many never were.</summary>
    public int NeverConnected => _wasConnected.Count(was => !was);

    /// <summary>Plays until cancelled.</summary>
    /// <exception cref="BenchException">They can't be played: no descriptors, no ports, or nobody listens.</exception>
    public Task RunAsync(CancellationToken cancel) =>
        Task.Factory.StartNew(() => Run(cancel), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Dispose()
    {
        foreach (Socket? socket in _sockets)
        {
            socket?.Dispose();
        }
    }

    private void Run(CancellationToken cancel)
    {
        try
        {
            Play(cancel);
        }
        catch (SocketException e)
        {
            throw SlowTrouble.From(e);
        }
    }

    private void Play(CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        for (int part = 0; !cancel.IsCancellationRequested; part++)
        {
            for (int client = part % Parts; client < count; client += Parts)
            {
                Step(client);
            }

            if (part % Parts == Parts - 1 && NeverConnected == 0)
            {
                _allConnected.TrySetResult();
            }

            TimeSpan ahead = (Part * (part + 1)) - watch.Elapsed;
            if (ahead > TimeSpan.Zero)
            {
                cancel.WaitHandle.WaitOne(ahead);
            }
        }
    }

    private void Step(int client)
    {
        if (_sockets[client] is not { } socket)
        {
            _sockets[client] = Connect(client);
            _sent[client] = 0;
        }
        else if (socket.Available > 0)
        {
            Responses++;
            Leave(client);
        }
        else
        {
            byte[] bytes = kind.After(_sent[client]);
            int sent = socket.Send(bytes, SocketFlags.None, out SocketError error);
            if (error == SocketError.Success)
            {
                _sent[client] += sent;
                _wasConnected[client] = true;
            }
            else if (error == SocketError.ConnectionRefused)
            {
                throw new SocketException((int)error);
            }
            else if (error is not (SocketError.WouldBlock or SocketError.NotConnected)) // Those two: not connected yet.
            {
                Cut++;
                Leave(client);
            }
        }
    }

    private void Leave(int client)
    {
        _sockets[client]!.Dispose();
        _sockets[client] = null; // And comes again, a second later.
    }

    private Socket Connect(int client)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false, NoDelay = true };
        try
        {
            if (client >= PerAddress)
            {
                Bind(socket, new IPAddress([127, 0, 0, (byte)(1 + (client / PerAddress))]));
            }

            socket.Connect(target);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            // It will be connected by its next turn, a second from now.
        }
        catch
        {
            // Whatever it was: nobody else knows of this socket.
            socket.Dispose();
            throw;
        }

        return socket;
    }

    private static void Bind(Socket socket, IPAddress address)
    {
        try
        {
            socket.Bind(new IPEndPoint(address, 0));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            // Linux and Windows have all of 127.0.0.0/8, macOS has 127.0.0.1 alone.
            throw new BenchException(
                $"This system has no {address}, and one address has ports for {PerAddress} clients only. "
                + $"Add it with: sudo ifconfig lo0 alias {address}. Or play {PerAddress} clients at most, with --slow.",
                e);
        }
    }
}
