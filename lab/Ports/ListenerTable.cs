using System.Globalization;

namespace LearnLoadBalancer.Lab.Ports;

/// <summary>The system's own knowledge of which process listens where.</summary>
internal static class ListenerTable
{
    /// <summary>The process that listens on the port, or null when the system does not tell.</summary>
    public static async Task<int?> FindProcessAsync(int port)
    {
        if (OperatingSystem.IsLinux())
        {
            return LinuxSockets.FindListener(port);
        }

        return OperatingSystem.IsWindows()
            ? FromNetstat(await ToolOutput.OfAsync("netstat", "-ano", "-p", "TCP") + await ToolOutput.OfAsync("netstat", "-ano", "-p", "TCPv6"), port)
            : FromLsof(await ToolOutput.OfAsync("lsof", "-nP", string.Create(CultureInfo.InvariantCulture, $"-iTCP:{port}"), "-sTCP:LISTEN", "-Fp"));
    }

    /// <summary>Reads the output of <c>lsof -Fp</c>: a line <c>p1234</c> for each process, and others.</summary>
    internal static int? FromLsof(string output) => output.Split('\n')
        .Where(line => line.StartsWith('p'))
        .Select(line => Number(line[1..]))
        .FirstOrDefault(id => id is not null);

    /// <summary>
    /// Reads the output of <c>netstat -ano</c>: <c>TCP 0.0.0.0:9001 0.0.0.0:0 LISTENING 1234</c>. The
    /// fourth word depends on the system's language, so a listener is known by its foreign port: 0.
    /// </summary>
    internal static int? FromNetstat(string output, int port) => output.Split('\n')
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .Where(words => words.Length >= 5
            && words[1].EndsWith(string.Create(CultureInfo.InvariantCulture, $":{port}"), StringComparison.Ordinal)
            && words[2].EndsWith(":0", StringComparison.Ordinal))
        .Select(words => Number(words[^1]))
        .FirstOrDefault(id => id is not null);

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
