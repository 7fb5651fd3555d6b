using System.Globalization;

namespace LearnLoadBalancer.Lab.Up;

/// <summary>Who runs, at one moment.</summary>
internal sealed record UpStatus(ServiceStatus Level, IReadOnlyList<ServiceStatus> Backends)
{
    /// <summary>Whether the level tells how it sees its backends.</summary>
    public bool HasSeen => Backends.Any(backend => backend.Seen is not null);

    /// <summary>The command to try in a second terminal.</summary>
    public string TryLine
    {
        get
        {
            string url = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{Level.Port}/");
            return OperatingSystem.IsWindows()
                ? $"1..6 | % {{ curl.exe -s {url} }}"
                : $"for i in 1 2 3 4 5 6; do curl -s {url}; done";
        }
    }
}
