using System.Globalization;

namespace LearnLoadBalancer.Tests.Lab.Up;

/// <summary>As much of a terminal as the footer needs: moves, erasing, text. Colours are dropped.</summary>
internal static class TinyTerminal
{
    public static string[] Show(string output)
    {
        var lines = new List<char[]>();
        int row = 0;
        int column = 0;
        for (int i = 0; i < output.Length; i++)
        {
            while (lines.Count <= row)
            {
                lines.Add(Blank());
            }

            switch (output[i])
            {
                case '\r':
                    column = 0;
                    break;
                case '\n':
                    row++;
                    break;
                case '\e':
                    int end = i + 2;
                    while (!char.IsLetter(output[end]))
                    {
                        end++;
                    }

                    string number = output[(i + 2)..end];
                    switch (output[end])
                    {
                        case 'A':
                            row -= int.Parse(number, CultureInfo.InvariantCulture);
                            break;
                        case 'K':
                            lines[row].AsSpan(column).Fill(' ');
                            break;
                        case 'J':
                            lines[row].AsSpan(column).Fill(' ');
                            lines.RemoveRange(row + 1, lines.Count - row - 1);
                            break;
                        case 'm':
                            break;
                        default:
                            throw new NotSupportedException($"Sequence {output[i..(end + 1)]}");
                    }

                    i = end;
                    break;
                default:
                    lines[row][column++] = output[i];
                    break;
            }
        }

        return [.. lines.Select(line => new string(line).TrimEnd()).Reverse().SkipWhile(line => line.Length == 0).Reverse()];
    }

    private static char[] Blank() => [.. Enumerable.Repeat(' ', 80)];
}
