using System.Text.RegularExpressions;

namespace LearnLoadBalancer.Tests.DocumentedOutputs;

/// <summary>Commands that the documentation shows, as it shows them.</summary>
internal static class Commands
{
    public const string OneRequest = "curl http://localhost:8090";

    public const string SixRequests = "for i in {1..6}; do curl http://localhost:8090; done";

    public const string NineRequests = "for i in {1..9}; do curl http://localhost:8090; done";

    public const string HundredRequestsAtOnce = "(for i in {1..100}; do curl -s http://localhost:8090 & done; wait) | sort | uniq -c";

    /// <summary><c>cat -v</c> shows a carriage return as <c>^M</c>.</summary>
    public const string RespondWithEveryByteVisible = "curl -si http://localhost:8090 | cat -v";

    /// <summary><c>uniq -c</c> puts as many blanks before its numbers as it likes, on every system another number.</summary>
    public static string WithoutPadding(string output) => Regex.Replace(output, "^ +", "", RegexOptions.Multiline);
}
