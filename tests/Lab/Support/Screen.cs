using System.Text;

namespace LearnLoadBalancer.Tests.Lab.Support;

/// <summary>Keeps what several threads write, and can be read meanwhile.</summary>
internal sealed class Screen : TextWriter
{
    private readonly StringBuilder _text = new();

    public override Encoding Encoding => Encoding.UTF8;

    public string Text
    {
        get
        {
            lock (_text)
            {
                return _text.ToString();
            }
        }
    }

    /// <summary>The lines that are complete.</summary>
    public string[] Lines => Text.ReplaceLineEndings("\n").Split('\n')[..^1];

    public override void Write(char value)
    {
        lock (_text)
        {
            _text.Append(value);
        }
    }

    public override void Write(string? value)
    {
        lock (_text)
        {
            _text.Append(value);
        }
    }
}
