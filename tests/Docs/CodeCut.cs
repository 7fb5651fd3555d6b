using LearnLoadBalancer.Lab.Exercises;
using LearnLoadBalancer.Tests.Docs.Markdown;

namespace LearnLoadBalancer.Tests.Docs;

/// <summary>Code in a page is cut from a source file that compiles and is tested, and must not drift from it.</summary>
internal static class CodeCut
{
    /// <summary>Looks for the block's lines in the file: all of them, one after the other, whatever the indentation.</summary>
    /// <returns>Null if they are there, else a line that says what is wrong.</returns>
    public static string? WhatIsWrong(Fence fence)
    {
        if (fence.CutFrom is null)
        {
            return $"{fence.Place}: code needs a comment before it that names its source, <!-- from level1-basic/LoadBalancer.cs -->.";
        }

        string path = Path.Combine(RepositoryFiles.Root, fence.CutFrom);
        if (!File.Exists(path))
        {
            return $"{fence.Place}: there is no file {fence.CutFrom}.";
        }

        // The lab's exercise markers are for the lab; in a page they would be noise.
        string[] source = [.. File.ReadLines(path).Where(line => !ExerciseMarker.TryParse(line, out _)).Select(line => line.Trim())];
        string[] shown = [.. fence.Lines.Select(line => line.Trim())];
        int best = Enumerable.Range(0, source.Length).Select(start => CommonLength(source, start, shown)).DefaultIfEmpty(0).Max();
        return best == shown.Length
            ? null
            : $"{fence.Place}: the block is not in {fence.CutFrom}. First line that is not: {shown[best]}";
    }

    private static int CommonLength(string[] source, int start, string[] shown) =>
        source.Skip(start).Zip(shown).TakeWhile(pair => pair.First == pair.Second).Count();
}
