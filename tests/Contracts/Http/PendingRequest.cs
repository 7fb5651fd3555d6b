using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>A request that has come to its backend, through an HTTP level, and has no response yet: where many contracts begin.</summary>
internal sealed class PendingRequest : IAsyncDisposable
{
    private PendingRequest(ScriptedBackend backend, RunningLevel level, Peer client, Peer server) =>
        (Backend, Level, Client, Server) = (backend, level, client, server);

    /// <summary>Who has the request.</summary>
    public ScriptedBackend Backend { get; }

    /// <summary>Through whom it came.</summary>
    public RunningLevel Level { get; }

    /// <summary>Who asked.</summary>
    public Peer Client { get; }

    /// <summary>The backend's end of the connection that the request came over.</summary>
    public Peer Server { get; }

    /// <summary>Starts all of it.</summary>
    /// <param name="request">What the client sends.</param>
    /// <param name="time">The clock; the system's when null.</param>
    /// <param name="until">The backend has read up to here.</param>
    /// <param name="level">The level, where it is not to be as ever.</param>
    public static async Task<PendingRequest> StartAsync<TLevel>(
        string request, TimeProvider? time = null, string until = HttpText.EndOfHead, IHttpLevel? level = null)
        where TLevel : IHttpLevel, new()
    {
        var backend = new ScriptedBackend();
        RunningLevel running = await RunningLevel.StartAsync(level ?? new TLevel(), time, backend);
        Peer client = await running.ConnectAsync();
        await client.SendAsync(request);
        Peer server = await backend.AcceptAsync();
        await server.ReadUntilAsync(until);
        return new PendingRequest(backend, running, client, server);
    }

    public void Deconstruct(out RunningLevel level, out Peer client, out Peer server) => (level, client, server) = (Level, Client, Server);

    public async ValueTask DisposeAsync()
    {
        Server.Dispose();
        Client.Dispose();
        await Level.DisposeAsync();
        await Backend.DisposeAsync();
    }
}
