using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace LearnLoadBalancer.Lab.Exercises;

/// <summary>The difference between a learner's lines and ours.</summary>
internal static class SolutionDiff
{
    private const int ContextLines = 3;

    /// <summary>What would turn theirs into ours: lines with <c>-</c>, <c>+</c> or a space in front, and <c>…</c> for a gap.</summary>
    /// <returns>Nothing when they are the same.</returns>
    public static IReadOnlyList<string> Between(string theirs, string ours)
    {
        List<DiffPiece> lines = new InlineDiffBuilder(new Differ()).BuildDiffModel(theirs.ReplaceLineEndings("\n"), ours.ReplaceLineEndings("\n")).Lines;
        int[] changes = [.. Enumerable.Range(0, lines.Count).Where(i => lines[i].Type != ChangeType.Unchanged)];
        var shown = new List<string>();
        int last = -1;
        foreach (int i in changes.SelectMany(Around).Where(i => i >= 0 && i < lines.Count).Distinct().Order())
        {
            if (last >= 0 && i > last + 1)
            {
                shown.Add("…");
            }

            shown.Add(Mark(lines[i].Type) + lines[i].Text);
            last = i;
        }

        return shown;
    }

    private static IEnumerable<int> Around(int line) => Enumerable.Range(line - ContextLines, (2 * ContextLines) + 1);

    private static string Mark(ChangeType type) => type switch
    {
        ChangeType.Inserted => "+ ",
        ChangeType.Deleted => "- ",
        _ => "  ",
    };
}
