using System.Text.RegularExpressions;

namespace LearnLoadBalancer.Tests.Lab.Checking;

/// <summary>A report without what differs from run to run: ports, times, names of requests, counts that hang on speed.</summary>
internal static partial class ScrubbedReport
{
    public static string Of(string report)
    {
        string text = Ports().Replace(report, ":PORT");
        text = PortNumbers().Replace(text, "port PORT");
        text = Tokens().Replace(text, "llb-TOKEN");
        text = Durations().Replace(text, "TIME s");
        text = Failures().Replace(text, "COUNT requests failed");
        text = SignsOfLife().Replace(text, "");
        return text.ReplaceLineEndings("\n").TrimEnd();
    }

    [GeneratedRegex(@"(?<=[0-9a-z\s]):\d{5}\b")]
    private static partial Regex Ports();

    [GeneratedRegex(@"port \d{5}\b")]
    private static partial Regex PortNumbers();

    [GeneratedRegex("llb-[0-9a-f]{12}")]
    private static partial Regex Tokens();

    [GeneratedRegex(@"\b\d+\.\d+ s\b")]
    private static partial Regex Durations();

    [GeneratedRegex(@"\d+ requests failed")]
    private static partial Regex Failures();

    /// <summary>A slow machine makes the plain display say that it is still alive.</summary>
    [GeneratedRegex(@"^  … .*\r?\n", RegexOptions.Multiline)]
    private static partial Regex SignsOfLife();
}
