using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>
/// A contract that runs alone, and that closes what it opens: after each of its tests, the process holds no more
/// sockets than before. Beside other tests nobody could tell whose sockets those are.
/// </summary>
[Collection(Alone.Name)]
public abstract class LeavesNoSocket : IAsyncLifetime
{
    private int _before;

    /// <inheritdoc/>
    public Task InitializeAsync()
    {
        _before = OpenFiles.CountSockets();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => Eventually.TrueAsync(() => OpenFiles.CountSockets() <= _before, "every socket is closed");
}
