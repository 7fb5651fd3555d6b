using LearnLoadBalancer.Http;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>An HTTP level in front of one recording backend.</summary>
internal sealed class Rig : IAsyncDisposable
{
    private Rig(RecordingBackend backend, RunningLevel level)
    {
        Backend = backend;
        Level = level;
    }

    public RecordingBackend Backend { get; }

    public RunningLevel Level { get; }

    public static async Task<Rig> StartAsync<TLevel>(
        Func<HttpMessage, string>? response = null, TimeProvider? time = null, HttpOptions? options = null)
        where TLevel : IHttpLevel, new()
    {
        var backend = new RecordingBackend(response);
        RunningLevel level = await RunningLevel.StartAsync(
            new TLevel { Options = options ?? new HttpOptions() }, time, backend.Script);
        return new Rig(backend, level);
    }

    /// <summary>Sends these bytes on a new connection and reads one response.</summary>
    public async Task<HttpMessage> AskAsync(string raw)
    {
        using Peer client = await Level.ConnectAsync();
        await client.SendAsync(raw);
        return await new HttpReader(client).ReadResponseAsync(raw.StartsWith("HEAD ", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await Level.DisposeAsync();
        await Backend.DisposeAsync();
    }
}
