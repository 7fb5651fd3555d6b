using LearnLoadBalancer.Tests.Docs.Markdown;

namespace LearnLoadBalancer.Tests.Docs;

/// <summary>Where a link leads.</summary>
internal static class LinkTarget
{
    /// <returns>Null if the link leads to something that is there, else a line that says what is wrong.</returns>
    public static string? WhatIsWrong(string page, Link link)
    {
        string[] parts = link.Target.Split('#', 2);
        string target = parts[0].Length == 0
            ? page
            : Path.GetRelativePath(
                RepositoryFiles.Root,
                Path.GetFullPath(Path.Combine(RepositoryFiles.Root, Path.GetDirectoryName(page)!, parts[0]))).Replace('\\', '/');
        string full = Path.Combine(RepositoryFiles.Root, target);
        string place = $"{page}:{link.Line}: {link.Target}";

        if (target.StartsWith("..", StringComparison.Ordinal) || !(File.Exists(full) || Directory.Exists(full)))
        {
            return $"{place}: there is no {target}.";
        }

        return parts.Length == 2 && target.EndsWith(".md", StringComparison.Ordinal) && !MarkdownFile.Read(target).Anchors.Contains(parts[1])
            ? $"{place}: {target} has no heading #{parts[1]}."
            : null;
    }
}
