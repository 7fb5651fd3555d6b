using System.Collections.Concurrent;

namespace LearnLoadBalancer.Tests.Support;

/// <summary>A backend that keeps connections open, judges and records what comes, and answers.</summary>
internal sealed class RecordingBackend : IAsyncDisposable
{
    private readonly ConcurrentQueue<HttpMessage> _requests = new();

    public RecordingBackend(Func<HttpMessage, string>? response = null)
    {
        response ??= static _ => HttpText.Response("ok");
        Script = new ScriptedBackend(peer => ServeAsync(peer, response));
    }

    /// <summary>
    /// The backend itself. What comes and is not one unambiguous request fails its script, and with it the test's end;
    /// a request that was cut does not.
    /// </summary>
    public ScriptedBackend Script { get; }

    /// <summary>Whole requests so far, over all connections.</summary>
    public IReadOnlyList<HttpMessage> Requests => [.. _requests];

    /// <summary>Connections taken, the first check left out.</summary>
    public int Connections => Script.Accepted - 1;

    public ValueTask DisposeAsync() => Script.DisposeAsync();

    private async Task ServeAsync(Peer peer, Func<HttpMessage, string> response)
    {
        var reader = new HttpReader(peer);
        while (await reader.ReadRequestAsync() is { } request)
        {
            _requests.Enqueue(request);
            await peer.SendAsync(response(request));
        }
    }
}
