using System.Text.RegularExpressions;

namespace LearnLoadBalancer.Tests.Architecture;

/// <summary>
/// Which folder of a project uses which other one, as its sources say. A folder is a namespace; what is below it
/// belongs to it.
/// </summary>
internal sealed partial class FolderGraph
{
    private readonly string _root;
    private readonly SortedDictionary<string, SortedSet<string>> _uses = new(StringComparer.Ordinal);

    /// <param name="root">The namespace that all folders are in.</param>
    /// <param name="sources">Paths from the project's folder, with forward slashes, and what stands there.</param>
    public FolderGraph(string root, IReadOnlyCollection<(string Path, string Text)> sources)
    {
        _root = root;
        foreach ((string path, _) in sources)
        {
            _uses[FolderOf(path)] = new(StringComparer.Ordinal);
        }

        // One file is one type, so the files say which types a folder has.
        HashSet<string> types = [.. sources.Select(source => $"{FolderOf(source.Path)}.{Path.GetFileNameWithoutExtension(source.Path)}")];
        foreach ((string path, string text) in sources)
        {
            string folder = FolderOf(path);
            _uses[folder].UnionWith(UsedBy(Comment().Replace(text, ""), types).Where(used => used != folder && _uses.ContainsKey(used)));
        }
    }

    /// <summary>The folders, and the others that each of them uses.</summary>
    public IReadOnlyDictionary<string, SortedSet<string>> Uses => _uses;

    /// <summary>Every way from a folder back to itself, once, from the first of its folders: <c>A -> B -> A</c>.</summary>
    public IReadOnlyList<string> FindCycles() => [.. _uses.Keys.SelectMany(start => CyclesFrom(start, [start]))];

    /// <summary>Goes on only to folders behind the first one: the cycles of those before it have been found from there.</summary>
    private IEnumerable<string> CyclesFrom(string start, List<string> way)
    {
        foreach (string next in _uses[way[^1]])
        {
            if (next == start)
            {
                yield return string.Join(" -> ", way.Append(start));
            }
            else if (string.CompareOrdinal(next, start) > 0 && !way.Contains(next))
            {
                foreach (string cycle in CyclesFrom(start, [.. way, next]))
                {
                    yield return cycle;
                }
            }
        }
    }

    /// <summary>
    /// A folder is used by its whole name (<c>using LearnLoadBalancer.Net;</c>, <c>LearnLoadBalancer.Net.Pump</c>), or,
    /// since all folders have the same parent, by its own name alone in front of one of its types (<c>Net.Pump</c>).
    /// </summary>
    private IEnumerable<string> UsedBy(string code, HashSet<string> types) =>
        Qualified().Matches(code).Select(match => match.Value.Split('.')).SelectMany(name =>
            name[0] == _root && name.Length > 1 ? [name[1]]
            : types.Contains($"{name[0]}.{(name.Length > 1 ? name[1] : "")}") ? [name[0]]
            : Array.Empty<string>());

    private static string FolderOf(string path) => path.Split('/')[0];

    /// <summary>A comment up to the end of its line; an address such as <c>http://a</c> has no space in front.</summary>
    [GeneratedRegex(@"(?<=^|\s)//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    /// <summary>Names with dots between them, from the first one on.</summary>
    [GeneratedRegex(@"(?<![\w.])[A-Za-z_]\w*(\.[A-Za-z_]\w*)+")]
    private static partial Regex Qualified();
}
