namespace LearnLoadBalancer.Lab.Exercises;

/// <summary>Finds out which files of a library some files need.</summary>
/// <remarks>
/// It goes by the words of the code: see <see cref="SourceWords"/>. A file too many does no harm. One too few would not build, and the
/// tests build the starter of every level.
/// </remarks>
internal static class SourceClosure
{
    /// <summary>The files of <paramref name="library"/> that <paramref name="files"/> need, and that those need in turn.</summary>
    public static IReadOnlyList<SourceFile> Of(IReadOnlyList<SourceFile> files, IReadOnlyList<SourceFile> library)
    {
        var waiting = new Queue<SourceWords>(files.Select(file => new SourceWords(file)));
        var rest = library.ToDictionary(file => file, file => new SourceWords(file));
        HashSet<string> used = [.. waiting.Select(words => words.Namespace)];
        HashSet<string> all = [.. rest.Values.Select(words => words.Namespace)];
        var needed = new List<SourceFile>();
        while (waiting.TryDequeue(out SourceWords? words))
        {
            foreach ((SourceFile file, SourceWords found) in rest.Where(entry => words.Needs(entry.Value)).ToList())
            {
                rest.Remove(file);
                needed.Add(file);
                used.Add(found.Namespace);
                waiting.Enqueue(found);
            }
        }

        return [.. needed
            .Select(file => SourceWords.WithoutUsings(file, name => all.Contains(name) && !used.Contains(name)))
            .OrderBy(file => file.Path, StringComparer.Ordinal)];
    }
}
