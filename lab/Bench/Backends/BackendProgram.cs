using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Lab.Bench.Backends;

/// <summary>The lab's hidden command that is three backends, so that they have a process and a CPU account of their own.</summary>
internal static class BackendProgram
{
    /// <summary>The name of the hidden command.</summary>
    public const string Command = "bench-backend!";

    /// <summary>What it prints, followed by its ports.</summary>
    public const string Ready = "Listening on ";

    /// <summary>Serves until it is ended.</summary>
    public static async Task<int> RunAsync()
    {
        InlineCompletions.Enable();
        RawBackend[] backends = [.. Enumerable.Range(0, BenchContent.BackendCount).Select(_ => new RawBackend())];
        Console.WriteLine(Ready + string.Join(' ', backends.Select(backend => backend.Port)));
        await Task.WhenAll(backends.Select(backend => backend.RunAsync()));
        return 0;
    }
}
