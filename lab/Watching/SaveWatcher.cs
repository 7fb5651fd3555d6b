using System.Threading.Channels;
using LearnLoadBalancer.Lab.Exercises;

namespace LearnLoadBalancer.Lab.Watching;

/// <summary>Waits for the moment when somebody has saved something in a folder.</summary>
/// <remarks>
/// One save is many events: an editor writes a file anew, renames it, touches it again, and "save all"
/// does so with ten of them. So after the first event it waits until there is quiet for a moment.
/// What is saved while nobody waits is not lost: the next wait returns at once.
/// </remarks>
internal sealed class SaveWatcher : IDisposable
{
    /// <summary>How long it must be quiet: longer than between the events of one save, shorter than a person notices.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    private readonly Channel<string> _events = Channel.CreateUnbounded<string>();
    private readonly FileSystemWatcher _watcher;
    private readonly TimeProvider _time;

    /// <param name="folder">What to watch, with all folders in it but those that a build writes into.</param>
    /// <param name="time">The clock of the quiet.</param>
    public SaveWatcher(string folder, TimeProvider time)
    {
        _time = time;
        _watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
        _watcher.Changed += (_, change) => Add(Path.GetRelativePath(folder, change.FullPath));
        _watcher.Created += (_, change) => Add(Path.GetRelativePath(folder, change.FullPath));
        _watcher.Deleted += (_, change) => Add(Path.GetRelativePath(folder, change.FullPath));
        _watcher.Renamed += (_, change) => Add(Path.GetRelativePath(folder, change.FullPath));
        _watcher.Error += (_, _) => _events.Writer.TryWrite("several files"); // More events than it could hold.
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>Waits for a save, and for the quiet after it.</summary>
    /// <returns>The file that was saved first.</returns>
    public async Task<string> WaitAsync(CancellationToken stop)
    {
        string first = await _events.Reader.ReadAsync(stop);
        while (await AnotherWithinQuietAsync(stop))
        {
            while (_events.Reader.TryRead(out _))
            {
            }
        }

        return first;
    }

    public void Dispose() => _watcher.Dispose();

    private void Add(string path)
    {
        if (!LevelSources.IsBuilt(path))
        {
            _events.Writer.TryWrite(path);
        }
    }

    private async Task<bool> AnotherWithinQuietAsync(CancellationToken stop)
    {
        using var quiet = new CancellationTokenSource(Quiet, _time);
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
