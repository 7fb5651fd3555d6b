using LearnLoadBalancer.Lab.Ports;

namespace LearnLoadBalancer.Lab.Watching;

/// <summary>Where a folder is in git: which of its files git tracks, or would.</summary>
internal static class GitSources
{
    /// <summary>Leaves out what git ignores, and what it knows nothing of because it is gone.</summary>
    /// <param name="folder">The folder. Outside of git everything stays.</param>
    /// <param name="paths">Files in it, as they are told from there.</param>
    public static async Task<IReadOnlyList<string>> KeepAsync(string folder, IReadOnlyList<string> paths)
    {
        string inside = await ToolOutput.OfAsync("git", "-C", folder, "rev-parse", "--is-inside-work-tree");
        if (inside.Trim() != "true")
        {
            return paths;
        }

        string listed = await ToolOutput.OfAsync("git", ["-C", folder, "ls-files", "-z", "-co", "--exclude-standard", "--", .. paths.Select(path => $":(literal){path}")]);
        HashSet<string> known = [.. listed.Split('\0').Select(path => path.Replace('/', Path.DirectorySeparatorChar))];
        return [.. paths.Where(known.Contains)];
    }
}
