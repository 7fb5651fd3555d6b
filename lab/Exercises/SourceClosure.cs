using System.Text.RegularExpressions;

namespace LearnLoadBalancer.Lab.Exercises;

/// <summary>Finds out which files of a library some files need.</summary>
/// <remarks>
/// No compiler is asked. A file holds one type and is named after it, so whoever says that word needs
/// that file; an extension method is called without its type's name, so its own name counts as well.
/// A word in a comment may bring in a file too many, which does no harm.
/// </remarks>
internal static partial class SourceClosure
{
    /// <summary>The files of <paramref name="library"/> that <paramref name="files"/> need, and that those need in turn.</summary>
    public static IReadOnlyList<SourceFile> Of(IReadOnlyList<SourceFile> files, IReadOnlyList<SourceFile> library)
    {
        var waiting = new Queue<SourceFile>(files);
        var rest = library.ToDictionary(file => file, NamesIn);
        var needed = new List<SourceFile>();
        while (waiting.TryDequeue(out SourceFile? file))
        {
            HashSet<string> words = [.. Word().Matches(file.Text).Select(match => match.Value)];
            foreach (SourceFile found in rest.Where(entry => words.Overlaps(entry.Value)).Select(entry => entry.Key).ToList())
            {
                rest.Remove(found);
                needed.Add(found);
                waiting.Enqueue(found);
            }
        }

        return [.. needed.OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    private static HashSet<string> NamesIn(SourceFile file) =>
        [Path.GetFileNameWithoutExtension(file.Name), .. ExtensionMethod().Matches(file.Text).Select(match => match.Groups["name"].Value)];

    [GeneratedRegex(@"\b[A-Za-z_]\w*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\bstatic\b.*?\b(?<name>\w+)(<[^>(]*>)?\(\s*this\s")]
    private static partial Regex ExtensionMethod();
}
