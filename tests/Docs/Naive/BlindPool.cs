using System.Collections.Concurrent;
using System.Net.Sockets;

namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>Level 3, naive: keeps connections, and does not look at them before they are used again.</summary>
internal sealed class BlindPool(Func<Task<Socket>> dial)
{
    private readonly ConcurrentQueue<Socket> _idle = new();

    public async Task<Socket> BorrowAsync()
    {
        return _idle.TryDequeue(out Socket? connection) ? connection : await dial();
    }

    public void Return(Socket connection) => _idle.Enqueue(connection);
}
