namespace LearnLoadBalancer.Connections;

/// <summary>How the sockets that the process may hold are shared out.</summary>
/// <remarks>
/// A client needs a socket, and one to a backend while its request runs. Idle connections in the pools come
/// on top of that: bursts that hit one backend after the other fill every pool, while all clients are
/// still there. What is kept for later must never take what is needed now.
/// </remarks>
/// <param name="Clients">Clients at once. Others wait in the kernel's queue.</param>
/// <param name="IdlePerBackend">Idle connections that a pool may keep.</param>
internal readonly record struct SocketBudget(int Clients, int IdlePerBackend)
{
    /// <summary>Idle connections kept per backend: 128. More are wanted after a burst only.</summary>
    public const int MostIdlePerBackend = 128;

    /// <summary>A quarter at most is for connections that do nothing: 1 of 4 sockets when they are few, hardly any when they are many.</summary>
    private const int ShareOfIdle = 4;

    /// <summary>Shares out so many sockets.</summary>
    public static SocketBudget Of(int sockets, int backends)
    {
        int idle = Math.Min(sockets / ShareOfIdle / backends, MostIdlePerBackend);
        return new SocketBudget(Math.Max((sockets - (idle * backends)) / 2, 1), idle);
    }
}
