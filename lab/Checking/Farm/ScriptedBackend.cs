using System.Collections.Concurrent;
using System.Net.Sockets;
using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Checking.Wire;
using LearnLoadBalancer.Net;
using Microsoft.Extensions.Logging.Abstractions;

namespace LearnLoadBalancer.Lab.Checking.Farm;

/// <summary>A backend that the checker plays: it can be killed, silenced and started again on the same port.</summary>
internal sealed class ScriptedBackend(int number, int port, BackendFarm farm, Timeline timeline) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Socket, Task> _connections = new();
    private readonly ConcurrentDictionary<Socket, byte> _idle = new();
    private readonly BackendListeners _listeners = new(port);
    private readonly List<Task> _accepting = [];
    private CancellationTokenSource _life = new();
    private CancellationTokenSource _listens = new();
    private BacklogFiller? _filler;
    private long _lastDial;
    private int _accepted;

    /// <summary>Its number, from 1.</summary>
    public int Number => number;

    public int Port => port;

    public BackendState State { get; private set; }

    /// <summary>How many connections it has now.</summary>
    public int ConnectionCount => _connections.Count;

    /// <summary>How many of them wait for the next request after a response.</summary>
    public int IdleCount => _idle.Count;

    /// <summary>When somebody last connected and said nothing, as health checks do. Null: never.</summary>
    public TimeSpan? LastDial => Volatile.Read(ref _lastDial) is var ticks and > 0 ? TimeSpan.FromTicks(ticks) : null;

    /// <summary>How many connections it has taken, ever.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>What it does with a request that is none of the checker's: a health check. Null: it answers as to any other.</summary>
    public BackendScript? OnCheck { get; set; }

    private Lane Lane => new(number);

    /// <summary>Starts to listen, on both addresses that <c>localhost</c> may mean.</summary>
    /// <exception cref="CannotTellException">The port is taken: that is no fault of the program under test.</exception>
    public void Start()
    {
        _listeners.Open(backlog: 4096);
        _life.Dispose();
        _life = new CancellationTokenSource();
        _listens.Dispose();
        _listens = new CancellationTokenSource();
        State = BackendState.Up;
        timeline.Add(Lane, EventKind.Start, $"listens on port {port}");
        foreach (Socket listener in _listeners.All)
        {
            _accepting.Add(AcceptLoop.RunAsync(listener, Begin, NullLogger.Instance, TimeProvider.System, _listens.Token));
        }
    }

    /// <summary>From now on it takes connections and reads, and never answers.</summary>
    public void Silence()
    {
        State = BackendState.Silent;
        timeline.Add(Lane, EventKind.Fault, "accepts and never answers from now on");
    }

    /// <summary>Ends the silence for connections to come. Those that were met with it are closed.</summary>
    public void Speak()
    {
        State = BackendState.Up;
        ResetConnections();
        timeline.Add(Lane, EventKind.Start, "answers again");
    }

    /// <summary>Ends the connections that wait for a next request, in good order, as servers do after a while.</summary>
    public void CloseIdle()
    {
        foreach (Socket connection in _idle.Keys)
        {
            try
            {
                connection.Shutdown(SocketShutdown.Both); // Wakes the read that waits on it, which then closes it.
                timeline.Add(Lane, EventKind.Closing, "closes a connection that was idle");
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // It has just ended by itself.
            }
        }
    }

    /// <summary>Ends all its connections, those at work too: none that a check has left in disorder meets the next one.</summary>
    public void Reset()
    {
        ResetConnections();
        timeline.Add(Lane, EventKind.Fault, "resets all its connections");
    }

    /// <summary>Dies, as a process does that is killed: nobody listens, all connections are reset.</summary>
    public async Task KillAsync()
    {
        await CloseAsync();
        timeline.Add(Lane, EventKind.Fault, "killed: nobody listens, connections reset");
    }

    /// <summary>Listens, but nobody picks up and the queue is full: whoever dials waits in vain.</summary>
    /// <returns>False when this system refuses such a dial, so that it can't be played.</returns>
    public async Task<bool> HangAsync(CancellationToken cancel)
    {
        await CloseAsync();
        _listeners.Open(backlog: 1);
        State = BackendState.Hanging;
        timeline.Add(Lane, EventKind.Fault, "hangs: whoever dials waits");
        _filler = new BacklogFiller();
        return await _filler.FillAsync(_listeners.All.Select(listener => listener.LocalEndPoint!), cancel);
    }

    /// <summary>If it is not up, writes so down: for a check that finds it like this, and whose time line begins now.</summary>
    public void RecordOutage()
    {
        if (State != BackendState.Up)
        {
            timeline.Add(Lane, EventKind.Fault, State switch
            {
                BackendState.Silent => "accepts and never answers, since an earlier check",
                BackendState.Hanging => "hangs, since an earlier check: whoever dials waits",
                _ => "dead, since an earlier check",
            });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _life.Dispose();
        _listens.Dispose();
    }

    private async Task CloseAsync()
    {
        State = BackendState.Down;
        _filler?.Dispose();
        _filler = null;
        await _listens.CancelAsync();
        _listeners.Close();
        await Task.WhenAll(_accepting);
        _accepting.Clear();
        Task[] serving = [.. _connections.Values];
        ResetConnections();
        await _life.CancelAsync(); // A script may wait for something else than its connection, and a killed process runs none.
        await Task.WhenAll(serving);
    }

    private void ResetConnections()
    {
        foreach (Socket connection in _connections.Keys)
        {
            try
            {
                connection.LingerState = new LingerOption(enable: true, seconds: 0);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // It has just ended by itself.
            }

            connection.Dispose();
        }
    }

    private void Begin(Socket connection)
    {
        connection.NoDelay = true;
        var began = new TaskCompletionSource();
        _connections[connection] = ServeAsync(connection, began.Task, _life.Token);
        began.SetResult();
    }

    private async Task ServeAsync(Socket socket, Task registered, CancellationToken life)
    {
        await registered;
        try
        {
            await RespondToRequestsAsync(new BackendConnection(this, socket), socket, life);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The program under test has hung up, or we have: both are part of the play.
        }
        finally
        {
            socket.Dispose();
            _idle.TryRemove(socket, out _);
            _connections.TryRemove(socket, out _);
        }
    }

    private async Task RespondToRequestsAsync(BackendConnection connection, Socket socket, CancellationToken life)
    {
        int id = Interlocked.Increment(ref _accepted);
        bool anyRequest = false;
        do
        {
            if (anyRequest)
            {
                _idle[socket] = 0;
            }

            HttpHead? request = await connection.Reader.ReadHeadAsync(life);
            _idle.TryRemove(socket, out _);
            if (request is null)
            {
                if (!anyRequest && connection.Reader.BytesReceived == 0)
                {
                    Volatile.Write(ref _lastDial, timeline.Now.Ticks);
                    timeline.Add(Lane, EventKind.Dial, "a connection without a request (a health check?)");
                }

                return;
            }

            anyRequest = true;
            RequestPlan? plan = farm.PlanFor(request);
            timeline.Add(Lane, plan is null ? EventKind.Dial : EventKind.Request, plan is null ? $"{Shown(request)} (not ours: a health check?)" : Shown(request));
            plan?.Arrive(new Arrival(number, id, request));
            if (State == BackendState.Silent)
            {
                await connection.Reader.ReadToEndAsync(life);
                return;
            }

            connection.MayBeKept = request.IsHttp && !request.Says("Connection", "close")
                && (request.FirstLine.EndsWith("/1.1", StringComparison.Ordinal) || request.Says("Connection", "keep-alive"));
            await ((plan is null ? OnCheck : plan.Script) ?? farm.RespondAsync)(connection, request, life);
        }
        while (connection.MayBeKept);
    }

    private static string Shown(HttpHead request) =>
        request.IsHttp ? $"{request.Method} {request.Target}" : Printable.Escape(request.Raw, request.Raw.Length, 40);
}
