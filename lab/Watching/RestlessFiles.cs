namespace LearnLoadBalancer.Lab.Watching;

/// <summary>
/// Files that change in every check: the program writes them, and nobody types so steadily. They must not keep a check from
/// its end, so from then on what counts of them is what happens while no check runs.
/// </summary>
/// <param name="changedAt">When a file was last written.</param>
internal sealed class RestlessFiles(Func<string, DateTime> changedAt)
{
    /// <summary>So many checks in a row may be cut off by one file: a person saves twice in haste, and then reads.</summary>
    public const int MostCuts = 2;

    private readonly Dictionary<string, int> _cuts = [];
    private readonly Dictionary<string, DateTime> _restless = [];

    /// <summary>Of files that have changed while a check runs, those that cut it off.</summary>
    /// <param name="changed">All that have changed.</param>
    /// <param name="found">Is told each that turns out to be restless.</param>
    public IReadOnlyList<string> Cutting(IReadOnlyList<string> changed, Action<string> found)
    {
        var cutting = new List<string>();
        foreach (string path in changed.Where(path => !_restless.ContainsKey(path)))
        {
            if (_cuts.GetValueOrDefault(path) < MostCuts)
            {
                cutting.Add(path);
            }
            else
            {
                _restless[path] = DateTime.MinValue;
                found(path);
            }
        }

        foreach (string path in cutting)
        {
            _cuts[path] = _cuts.GetValueOrDefault(path) + 1;
        }

        return cutting;
    }

    /// <summary>A check has come to its end, and the program is gone: it writes no more.</summary>
    public void CheckEnded()
    {
        _cuts.Clear();
        foreach (string path in _restless.Keys)
        {
            _restless[path] = changedAt(path);
        }
    }

    /// <summary>Of files that are told to have changed since, those that have. News of a change may be late.</summary>
    public IReadOnlyList<string> ChangedSince(IReadOnlyList<string> changed) =>
        [.. changed.Where(path => !_restless.TryGetValue(path, out DateTime then) || changedAt(path) != then)];
}
