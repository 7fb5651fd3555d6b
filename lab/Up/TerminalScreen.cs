using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LearnLoadBalancer.Lab.Up;

/// <summary>A terminal with lines that scroll by, and a footer below them that stays.</summary>
/// <remarks>
/// Each change is one write, and draws over what was there instead of erasing it first: so nothing
/// flickers. (Spectre's own live display leaves the ends of longer lines behind when something is
/// printed above it.)
/// </remarks>
/// <param name="output">The terminal.</param>
/// <param name="like">A console whose width and colours are those of the terminal.</param>
internal sealed class TerminalScreen(TextWriter output, IAnsiConsole like)
{
    private const string EraseRestOfLine = "\e[K";
    private const string EraseBelow = "\e[J";

    private readonly Lock _lock = new();
    private string[] _footer = [];

    /// <summary>How wide a line may be.</summary>
    /// <remarks>One less than there is: a line that fills its last column wraps in some terminals, not in all.</remarks>
    public int Width => Math.Max(20, like.Profile.Width - 1);

    /// <summary>Prints above the footer.</summary>
    public void Print(IRenderable text)
    {
        lock (_lock)
        {
            Draw(Render(text), _footer);
        }
    }

    /// <summary>Changes the footer.</summary>
    public void SetFooter(IRenderable footer)
    {
        lock (_lock)
        {
            Draw([], Render(footer));
        }
    }

    /// <summary>Takes the footer away.</summary>
    public void RemoveFooter()
    {
        lock (_lock)
        {
            Draw([], []);
        }
    }

    private void Draw(string[] above, string[] footer)
    {
        var frame = new StringBuilder("\r");
        if (_footer.Length > 1)
        {
            frame.Append("\e[").Append(_footer.Length - 1).Append('A'); // Up to the footer's first line.
        }

        foreach (string line in above)
        {
            frame.Append(line).Append(EraseRestOfLine).Append("\r\n");
        }

        // The last line has no end, so that the footer can stand on the terminal's last line.
        frame.AppendJoin(EraseRestOfLine + "\r\n", footer).Append(EraseBelow);
        output.Write(frame);
        output.Flush();
        _footer = footer;
    }

    private string[] Render(IRenderable text)
    {
        var writer = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = (ColorSystemSupport)like.Profile.Capabilities.ColorSystem,
            Out = new AnsiConsoleOutput(writer),
        });

        console.Profile.Width = Width;
        console.Profile.Capabilities.Unicode = like.Profile.Capabilities.Unicode;
        console.Write(text);
        return writer.ToString().TrimEnd('\r', '\n').ReplaceLineEndings("\n").Split('\n');
    }
}
