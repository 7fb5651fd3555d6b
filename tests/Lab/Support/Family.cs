using System.Globalization;

namespace LearnLoadBalancer.Tests.Lab.Support;

/// <summary>Who is whose child, on Linux.</summary>
internal static class Family
{
    /// <summary>The children of a process that run now, with their command lines.</summary>
    public static IReadOnlyDictionary<int, string> ChildrenOf(int parent)
    {
        var children = new Dictionary<int, string>();
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id))
            {
                continue;
            }

            try
            {
                // "12 (name) S 1 …": the name may contain anything, so count from its end.
                string stat = File.ReadAllText($"{folder}/stat");
                if (stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1] == parent.ToString(CultureInfo.InvariantCulture))
                {
                    children[id] = File.ReadAllText($"{folder}/cmdline").Replace('\0', ' ');
                }
            }
            catch (IOException)
            {
                // It has just ended.
            }
        }

        return children;
    }
}
