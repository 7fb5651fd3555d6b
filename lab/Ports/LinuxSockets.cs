using System.Globalization;

namespace LearnLoadBalancer.Lab.Ports;

/// <summary>Finds the process behind a listening socket on Linux, as <c>ss -ltnp</c> does.</summary>
/// <remarks>
/// The kernel lists all TCP sockets, each with a number (inode) but without its process. And it shows
/// each process's open files as links, a socket as <c>socket:[inode]</c>. So: find the number in the
/// list, then the process that has a link to it.
/// </remarks>
internal static class LinuxSockets
{
    private const string StateListen = "0A";
    private const string StateTimeWait = "06";

    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>The process id, or null when there is none, or it is another user's.</summary>
    public static int? FindListener(int port)
    {
        HashSet<string> links = [.. Tables
            .Where(File.Exists)
            .SelectMany(File.ReadLines)
            .Select(line => FindInode(line, port))
            .OfType<string>()
            .Select(inode => $"socket:[{inode}]")];

        return links.Count == 0
            ? null
            : Directory.EnumerateDirectories("/proc")
                .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int id) ? id : 0)
                .Where(id => id > 0 && Holds(id, links))
                .Select(id => (int?)id)
                .FirstOrDefault();
    }

    /// <summary>
    /// Reads a line of <c>/proc/net/tcp</c>: <c>0: 00000000:2329 00000000:0000 0A … inode</c>. The second
    /// word is the local address with the port in hexadecimal, the fourth the state, the tenth the inode.
    /// </summary>
    internal static string? FindInode(string line, int port)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 9 && words[3] == StateListen && words[1].EndsWith($":{port:X4}", StringComparison.Ordinal)
            ? words[9]
            : null;
    }

    /// <summary>
    /// Whether connections of a program that has ended are still remembered at its port (TIME_WAIT, a minute
    /// long). A program that does not set SO_REUSEADDR can't listen there meanwhile.
    /// </summary>
    public static bool Remembers(int port) =>
        Tables.Where(File.Exists).SelectMany(File.ReadLines).Any(line => IsRemembered(line, port));

    /// <summary>Reads a line as <see cref="FindInode"/> does.</summary>
    internal static bool IsRemembered(string line, int port)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 9 && words[3] == StateTimeWait && words[1].EndsWith($":{port:X4}", StringComparison.Ordinal);
    }

    private static bool Holds(int process, HashSet<string> links)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries($"/proc/{process}/fd")
                .Any(file => new FileInfo(file).LinkTarget is { } target && links.Contains(target));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // Ended meanwhile, or another user's.
        }
    }
}
