namespace LearnLoadBalancer.Lab.Watching;

/// <summary>Waits for the moment when somebody has saved something in a folder.</summary>
internal sealed class SaveWatcher : IDisposable
{
    /// <summary>In the place of names that nobody knows.</summary>
    private const string SeveralFiles = "several files";

    private readonly SaveDebounce _saves;
    private readonly FileSystemWatcher _watcher;
    private readonly string _folder;
    private readonly Func<IReadOnlyList<string>, Task<IReadOnlyList<string>>>? _keepSources;

    /// <param name="folder">What to watch, with all folders in it but those that a build writes into: see <see cref="SourcePaths"/>.</param>
    /// <param name="time">The clock of <see cref="SaveDebounce"/>.</param>
    /// <param name="keepSources">Leaves out more of what is no source: see <see cref="GitSources"/>. Null: there is no more.</param>
    public SaveWatcher(string folder, TimeProvider time, Func<IReadOnlyList<string>, Task<IReadOnlyList<string>>>? keepSources = null)
    {
        _keepSources = keepSources;
        _folder = folder;
        _saves = new SaveDebounce(time);
        _watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true };
        _watcher.Changed += OnEvent;
        _watcher.Created += OnEvent;
        _watcher.Deleted += OnEvent;
        _watcher.Renamed += OnEvent; // Many editors write beside the file, and then put the new one in its place.
        _watcher.Error += (_, _) => _saves.Add(SeveralFiles); // More events at once than it could hold.
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>Waits for a save. One that came while nobody waited counts.</summary>
    /// <returns>The files that were saved, in their order.</returns>
    public async Task<IReadOnlyList<string>> WaitAsync(CancellationToken stop)
    {
        while (true)
        {
            IReadOnlyList<string> changed = await _saves.WaitAsync(stop);
            IReadOnlyList<string> saved = _keepSources is null || changed.Contains(SeveralFiles) ? changed : await _keepSources(changed);
            if (saved.Count > 0)
            {
                return saved;
            }
        }
    }

    public void Dispose() => _watcher.Dispose();

    private void OnEvent(object sender, FileSystemEventArgs change)
    {
        string path = Path.GetRelativePath(_folder, change.FullPath);
        if (SourcePaths.MayBeSource(path))
        {
            _saves.Add(path);
        }
    }
}
