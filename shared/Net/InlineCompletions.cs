namespace LearnLoadBalancer.Net;

/// <summary>Runs what follows an <c>await</c> on a socket right on the thread that saw the socket's event.</summary>
/// <remarks>
/// By default .NET hands every finished socket operation to the thread pool, which wakes another
/// thread to go on. For a relay, whose work per event is a few microseconds, that hop is half of
/// the CPU time. The price of doing without: code behind an <c>await</c> must never block, because
/// while it does, every other socket of that thread waits too.
/// </remarks>
public static class InlineCompletions
{
    private const string Switch = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>
    /// Must run before the program's first socket, since the runtime reads the switch once.
    /// Set the variable to 0 yourself, before the program starts, to see what the hop costs.
    /// It has a meaning on Linux and macOS only; Windows ignores it.
    /// </summary>
    public static void Enable()
    {
        if (Environment.GetEnvironmentVariable(Switch) is null)
        {
            Environment.SetEnvironmentVariable(Switch, "1");
        }
    }
}
