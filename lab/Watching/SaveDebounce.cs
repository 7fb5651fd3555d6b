using System.Threading.Channels;

namespace LearnLoadBalancer.Lab.Watching;

/// <summary>Makes one save of the many events that it consists of.</summary>
/// <remarks>
/// An editor writes a file anew, renames it, touches it again, and "save all" does so with ten of them.
/// So after the first event it waits until there is quiet for a moment. What comes while nobody waits
/// is not lost: the next wait begins with it.
/// </remarks>
internal sealed class SaveDebounce(TimeProvider time)
{
    /// <summary>How long it must be quiet: longer than between the events of one save, shorter than a person notices.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    /// <summary>How long a save may take in all. A program that writes all the time is never quiet.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    private readonly Channel<string> _events = Channel.CreateUnbounded<string>();

    /// <summary>Something has happened to this file.</summary>
    public void Add(string path) => _events.Writer.TryWrite(path);

    /// <summary>Waits for an event, and for the quiet after it and its followers.</summary>
    /// <returns>The files of the events, each once, in their order.</returns>
    public async Task<IReadOnlyList<string>> WaitAsync(CancellationToken stop)
    {
        var paths = new List<string> { await _events.Reader.ReadAsync(stop) };
        long began = time.GetTimestamp();
        do
        {
            while (_events.Reader.TryRead(out string? path))
            {
                paths.Add(path);
            }
        }
        while (time.GetElapsedTime(began) < Longest && await AnotherWithinQuietAsync(stop));

        return [.. paths.Distinct()];
    }

    private async Task<bool> AnotherWithinQuietAsync(CancellationToken stop)
    {
        using var quiet = new CancellationTokenSource(Quiet, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(quiet.Token, stop);
        try
        {
            return await _events.Reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }
}
