using System.Diagnostics;
using System.Text;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Tests.Processes;

/// <summary>What to start, and how. <see cref="Programs"/> makes the usual ones.</summary>
/// <param name="File">The full path of the program.</param>
/// <param name="Arguments">One each: no shell is in between, so nothing needs quoting.</param>
internal sealed record ProgramStart(string File, params IReadOnlyList<string> Arguments)
{
    /// <summary>Where it runs. Default: the root of the repository, where a learner's terminal is.</summary>
    public string WorkingDirectory { get; init; } = Repository.Root;

    /// <summary>Variables to add to the environment that the test run itself has.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>As one would type it, for messages.</summary>
    public override string ToString() => string.Join(' ', [Path.GetFileName(File), .. Arguments]);

    /// <summary>The same for .NET, with all three streams as pipes.</summary>
    public ProcessStartInfo ToStartInfo()
    {
        var start = new ProcessStartInfo(File, Arguments)
        {
            WorkingDirectory = WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach ((string name, string value) in Environment)
        {
            start.Environment[name] = value;
        }

        // A machine behind a proxy would send curl to it, and the test would measure the proxy.
        foreach (string proxy in new[] { "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY" })
        {
            start.Environment.Remove(proxy);
        }

        return start;
    }
}
