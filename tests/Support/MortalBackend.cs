using System.Collections.Concurrent;

namespace LearnLoadBalancer.Tests.Support;

/// <summary>A backend that can be killed, with every connection it has, and started again on the same port.</summary>
internal sealed class MortalBackend : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Peer, bool> _connections = new();
    private volatile bool _dead;

    /// <param name="received">Is told of every request, by its first line, before it is answered.</param>
    public MortalBackend(Action<string> received) => Script = new ScriptedBackend(peer => ServeAsync(peer, received));

    /// <summary>The backend itself.</summary>
    public ScriptedBackend Script { get; }

    /// <summary>Ends all its connections, wherever they are in a request or a response, and takes no more.</summary>
    /// <param name="reset">By resets, as when its machine runs on without it; else in order, as when it closes them itself.</param>
    public async Task KillAsync(bool reset)
    {
        _dead = true;
        await Script.StopListeningAsync();
        foreach (Peer peer in _connections.Keys)
        {
            End(peer, reset);
        }
    }

    /// <summary>Starts it again.</summary>
    public void Restart()
    {
        _dead = false;
        Script.ListenAgain();
    }

    public ValueTask DisposeAsync() => Script.DisposeAsync();

    private async Task ServeAsync(Peer peer, Action<string> received)
    {
        _connections[peer] = true;
        try
        {
            if (_dead)
            {
                End(peer, reset: true); // Accepted in its last moment, and too late for the list.
            }

            var reader = new HttpReader(peer);
            while (await reader.ReadRequestAsync() is { } request)
            {
                received(request.FirstLine);
                string response = HttpText.Response(request.FirstLine);
                await peer.SendAsync(response[..20]);
                await peer.SendAsync(response[20..]);
            }
        }
        finally
        {
            _connections.TryRemove(peer, out _);
        }
    }

    private static void End(Peer peer, bool reset)
    {
        if (reset)
        {
            peer.Reset();
        }
        else
        {
            peer.Dispose();
        }
    }
}
