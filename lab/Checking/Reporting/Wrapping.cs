namespace LearnLoadBalancer.Lab.Checking.Reporting;

/// <summary>Breaks a paragraph into lines.</summary>
internal static class Wrapping
{
    public static IEnumerable<string> Wrap(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }
}
