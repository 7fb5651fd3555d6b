using System.Text.RegularExpressions;

namespace LearnLoadBalancer.Tests.Docs.Markdown;

/// <summary>Reads what follows the language of a fence: <c>terminal=balancer needs="pgrep strace"</c>.</summary>
internal static partial class FenceAttributes
{
    /// <summary>The attributes that mean something. Any other is a misprint.</summary>
    private static readonly HashSet<string> Known = ["terminal", "skip", "needs", "exit"];

    /// <exception cref="FormatException">There is something that is no attribute, or an unknown one.</exception>
    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        string rest = Attribute().Replace(text, "");
        if (!string.IsNullOrWhiteSpace(rest))
        {
            throw new FormatException($"'{rest.Trim()}' is not of the form name=value or name=\"some words\".");
        }

        var attributes = Attribute().Matches(text).ToDictionary(
            match => match.Groups["name"].Value,
            match => match.Groups["words"].Success ? match.Groups["words"].Value : match.Groups["word"].Value);
        foreach (string name in attributes.Keys.Where(name => !Known.Contains(name)))
        {
            throw new FormatException($"There is no attribute '{name}'. There are: {string.Join(", ", Known.Order())}.");
        }

        return attributes;
    }

    [GeneratedRegex("""(?<name>[a-z]+)=(?:"(?<words>[^"]+)"|(?<word>[^\s"]+))""")]
    private static partial Regex Attribute();
}
