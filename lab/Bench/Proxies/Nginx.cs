using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Bench.Proxies;

/// <summary>How an nginx of ours is started: in the foreground, from a folder of its own.</summary>
internal static class Nginx
{
    /// <summary>Root's nginx hands its workers to "nobody", who may not read our folder: they stay root's.</summary>
    public static string UserLine => !Environment.IsPrivilegedProcess || OperatingSystem.IsWindows()
        ? ""
        : OperatingSystem.IsMacOS() ? "user root wheel;" : "user root root;";

    /// <summary>Writes the configuration and returns the command.</summary>
    public static ChildProgram Command(string nginx, string folder, string configuration)
    {
        string file = Path.Combine(folder, "nginx.conf");
        File.WriteAllText(file, configuration);
        return new ChildProgram(nginx, "-p", folder, "-c", file);
    }
}
