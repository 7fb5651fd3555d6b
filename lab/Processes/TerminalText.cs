using System.Text.RegularExpressions;

namespace LearnLoadBalancer.Lab.Processes;

/// <summary>
/// Text of strangers on the way to a terminal: what a program prints or says, what somebody calls a folder. A terminal obeys
/// some of it: it changes colours and titles, moves and deletes what stood there before, and may even answer.
/// </summary>
internal static partial class TerminalText
{
    /// <summary>The same without anything that a terminal obeys, or that writes from right to left. Tabs and line ends stay.</summary>
    public static string Plain(string text) => Obeyed().IsMatch(text) ? Obeyed().Replace(Sequence().Replace(text, ""), " ") : text;

    [GeneratedRegex(@"[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\r(?!\n|$)")]
    private static partial Regex Obeyed();

    /// <summary>A sequence as a whole (ECMA-48): <c>ESC [ 31 m</c>, <c>ESC ] 0 ; title BEL</c>, and the same with one byte for the first two.</summary>
    [GeneratedRegex(@"(\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(\x07|\x1b\\|\x9c)?|\x1b[ -/]*[0-~]?")]
    private static partial Regex Sequence();
}
