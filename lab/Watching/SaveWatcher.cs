using LearnLoadBalancer.Lab.Exercises;

namespace LearnLoadBalancer.Lab.Watching;

/// <summary>Waits for the moment when somebody has saved something in a folder.</summary>
internal sealed class SaveWatcher : IDisposable
{
    private readonly SaveDebounce _saves;
    private readonly FileSystemWatcher _watcher;
    private readonly string _folder;

    /// <param name="folder">What to watch, with all folders in it but those that a build writes into.</param>
    /// <param name="time">The clock of <see cref="SaveDebounce"/>.</param>
    public SaveWatcher(string folder, TimeProvider time)
    {
        _folder = folder;
        _saves = new SaveDebounce(time);
        _watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
        _watcher.Changed += OnEvent;
        _watcher.Created += OnEvent;
        _watcher.Deleted += OnEvent;
        _watcher.Renamed += OnEvent; // Many editors write beside the file, and then put the new one in its place.
        _watcher.Error += (_, _) => _saves.Add("several files"); // More events at once than it could hold.
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>Waits for a save. One that came while nobody waited counts.</summary>
    /// <returns>The file that was saved first.</returns>
    public Task<string> WaitAsync(CancellationToken stop) => _saves.WaitAsync(stop);

    public void Dispose() => _watcher.Dispose();

    private void OnEvent(object sender, FileSystemEventArgs change)
    {
        string path = Path.GetRelativePath(_folder, change.FullPath);
        if (!LevelSources.IsBuilt(path))
        {
            _saves.Add(path);
        }
    }
}
