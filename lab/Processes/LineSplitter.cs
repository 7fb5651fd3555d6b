using System.Text;

namespace LearnLoadBalancer.Lab.Processes;

/// <summary>Cuts what a program prints into lines, of which none can grow without end.</summary>
/// <remarks>
/// <see cref="TextReader.ReadLineAsync()"/> would do, but for a program that prints a body of 256 MB
/// without one line end: then it would hold all of it.
/// </remarks>
internal sealed class LineSplitter
{
    /// <summary>The rest of a longer line is thrown away.</summary>
    public const int MaxLength = 4000;

    private readonly StringBuilder _line = new();
    private bool _endedWithReturn;

    /// <summary>Takes the next characters and returns the lines that they completed.</summary>
    public IEnumerable<string> Add(ReadOnlyMemory<char> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            char c = text.Span[i];
            if (c == '\n')
            {
                yield return Take();
                continue;
            }

            // A line may end in \r\n, and the two may arrive apart. A \r elsewhere is kept.
            if (_endedWithReturn)
            {
                _endedWithReturn = false;
                Append('\r');
            }

            if (c == '\r')
            {
                _endedWithReturn = true;
            }
            else
            {
                Append(c);
            }
        }
    }

    /// <summary>What came after the last line end, or null: programs die in the middle of a line, too.</summary>
    public string? TakeRest() => _line.Length > 0 ? Take() : null;

    private void Append(char c)
    {
        if (_line.Length < MaxLength)
        {
            _line.Append(c);
        }
    }

    private string Take()
    {
        string line = _line.ToString();
        _line.Clear();
        _endedWithReturn = false;
        return line;
    }
}
