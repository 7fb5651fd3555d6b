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

    /// <summary>Holds the <c>.curlrc</c> for every curl that tests run, and says why there is one.</summary>
    public static string CurlHome { get; } = Path.Combine(Repository.Root, "tests", "Processes", "curl");

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

        start.Environment["CURL_HOME"] = CurlHome;
        return start;
    }
}
