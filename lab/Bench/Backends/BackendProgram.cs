using System.Net.Sockets;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Lab.Bench.Backends;

/// <summary>The lab's hidden command that is three backends, so that they have a process and a CPU account of their own.</summary>
internal static class BackendProgram
{
    /// <summary>The name of the hidden command.</summary>
    public const string Command = "bench-backend!";

    /// <summary>What it prints, followed by its ports.</summary>
    public const string Ready = "Listening on ";

    private const int SpareDescriptors = 16;

    /// <summary>Serves until it is ended.</summary>
    /// <returns>1 when it could not go on: it had no descriptors left, say.</returns>
    public static async Task<int> RunAsync()
    {
        InlineCompletions.Enable();

        // Held back for the end: to print, and to compile what prints, takes descriptors too.
        List<Socket> spare = [.. Enumerable.Range(0, SpareDescriptors).Select(_ => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))];
        RawBackend[] backends = [.. Enumerable.Range(0, BenchContent.BackendCount).Select(_ => new RawBackend())];
        Console.WriteLine(Ready + string.Join(' ', backends.Select(backend => backend.Port)));
        try
        {
            // Whichever is the first to end has failed. Two of three would be another measurement, so all end with it.
            await await Task.WhenAny(backends.Select(backend => backend.RunAsync()));
            return 0;
        }
        catch (SocketException e)
        {
            spare.ForEach(socket => socket.Dispose());
            await Console.Error.WriteLineAsync($"The backends take no more connections: {e.Message}.");
            return 1;
        }
    }
}
