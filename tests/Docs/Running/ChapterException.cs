using System.Text;

namespace LearnLoadBalancer.Tests.Docs.Running;

/// <summary>A chapter shows something that does not happen.</summary>
internal sealed class ChapterException(string message) : Exception(message)
{
    /// <summary>The two outputs, one under the other, with the place to go to.</summary>
    public static ChapterException Difference(
        string place, string did, IReadOnlyList<string> shown, string came, IReadOnlyList<string> actual)
    {
        var text = new StringBuilder();
        text.Append(place).Append(": ").AppendLine(did);
        Append(text, "the chapter shows:", shown);
        Append(text, came, actual);
        return new ChapterException(text.ToString());
    }

    private static void Append(StringBuilder text, string title, IReadOnlyList<string> lines)
    {
        text.Append("  ").AppendLine(title);
        if (lines.Count == 0)
        {
            text.AppendLine("    (nothing)");
        }

        foreach (string line in lines)
        {
            text.Append("    | ").AppendLine(line);
        }
    }
}
