using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Tests.Support;

/// <summary>
/// A backend that does what the test says. Without a script the test takes its connections one by one
/// (<see cref="AcceptAsync"/>); with one, every connection runs it, and is closed when it ends.
/// </summary>
internal sealed class ScriptedBackend : IAsyncDisposable
{
    private readonly int? _kernelBuffer;
    private Socket _listener;
    private readonly Func<Peer, Task>? _script;
    private readonly Channel<Peer> _waiting = Channel.CreateUnbounded<Peer>();
    private readonly ConcurrentBag<Peer> _all = [];
    private const int Backlog = 4096;

    private readonly ConcurrentBag<Task> _running = [];
    private readonly ConcurrentBag<Exception> _failures = [];
    private Task _accepting;
    private Socket? _placeholder;
    private int _open;

    /// <param name="script">What to do with each connection; null leaves them to the test.</param>
    /// <param name="kernelBuffer">Bytes that the kernel may keep for this end in each direction; null leaves it to the kernel.</param>
    /// <param name="at">Where to listen; null: at any port of this machine.</param>
    /// <param name="name">By which name the level knows it.</param>
    public ScriptedBackend(Func<Peer, Task>? script = null, int? kernelBuffer = null, IPEndPoint? at = null, string name = "127.0.0.1")
    {
        _script = script;
        _kernelBuffer = kernelBuffer;
        _listener = CreateSocket();
        _listener.Bind(at ?? new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(Backlog);
        Address = new Backend(name, ((IPEndPoint)_listener.LocalEndPoint!).Port);
        _accepting = AcceptAllAsync();
    }

    /// <summary>Where it listens.</summary>
    public Backend Address { get; }

    /// <summary>Connections taken so far.</summary>
    public int Accepted => _all.Count;

    /// <summary>Connections whose script runs now.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>What scripts failed with, other than the end of their connection. Must stay empty, or the end of this backend fails.</summary>
    public IReadOnlyCollection<Exception> Failures => _failures;

    /// <summary>The next connection. Only without a script.</summary>
    public Task<Peer> AcceptAsync() => _waiting.Reader.ReadAsync().AsTask().EndsAsync("a connection to the backend");

    /// <summary>Takes the next connections and closes them. With a script, waits until they have come and gone.</summary>
    public async Task SkipAsync(int connections)
    {
        if (_script is not null)
        {
            await Eventually.TrueAsync(() => Accepted >= connections && Open == 0, "the checks at the start are over");
            return;
        }

        for (; connections > 0; connections--)
        {
            (await AcceptAsync()).Dispose();
        }
    }

    /// <summary>Takes no more connections: from now on, dialling is refused.</summary>
    public async Task StopListeningAsync()
    {
        _listener.Dispose();
        await _accepting;
        _placeholder = CreateSocket();
        await AbsentBackend.HoldAsync(_placeholder, Address.Port);
    }

    /// <summary>Closes all connections that it has taken so far.</summary>
    public void CloseAll()
    {
        foreach (Peer peer in _all)
        {
            peer.Dispose();
        }
    }

    /// <summary>Takes connections again, on the same port.</summary>
    public void ListenAgain()
    {
        _listener = _placeholder ?? throw new InvalidOperationException("It listens already.");
        _placeholder = null;
        _listener.Listen(Backlog);
        _accepting = AcceptAllAsync();
    }

    /// <summary>Ends all there is, and fails when a script has failed.</summary>
    /// <remarks>
    /// Where the test has failed as well, this is what is shown instead. So it should be: a script does not
    /// fail of what the test does at its end, which closes connections; but the test may have failed of the script.
    /// </remarks>
    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        foreach (Peer peer in _all)
        {
            peer.Dispose();
        }

        _placeholder?.Dispose();
        await Task.WhenAll(_running).EndsAsync("the scripts of a backend");
        if (!_failures.IsEmpty)
        {
            throw new AggregateException("A backend's script has failed", _failures);
        }
    }

    private Socket CreateSocket()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (_kernelBuffer is { } size)
        {
            // Accepted sockets inherit it. It must stand before the first of them, or TCP has promised more.
            listener.ReceiveBufferSize = size;
            listener.SendBufferSize = size;
        }

        return listener;
    }

    private async Task AcceptAllAsync()
    {
        try
        {
            while (true)
            {
                var peer = new Peer(await _listener.AcceptAsync());
                peer.Socket.NoDelay = true;
                if (_script is null)
                {
                    _all.Add(peer);
                    _waiting.Writer.TryWrite(peer);
                }
                else
                {
                    Interlocked.Increment(ref _open);
                    _all.Add(peer);
                    _running.Add(Task.Run(() => RunScriptAsync(peer, _script)));
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It has stopped listening.
        }
    }

    private async Task RunScriptAsync(Peer peer, Func<Peer, Task> script)
    {
        try
        {
            await script(peer);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or EndOfStreamException)
        {
            // The other side has left.
        }
        catch (Exception e)
        {
            _failures.Add(e);
        }
        finally
        {
            peer.Dispose();
            Interlocked.Decrement(ref _open);
        }
    }
}
