using Spectre.Console;

namespace LearnLoadBalancer.Lab.Doctor;

/// <summary>Prints what the doctor found: a line each, and below it the remedy where one is needed.</summary>
/// <param name="console">Where to. Colours only where it has them.</param>
/// <param name="all">Whether to print the remedies for all systems, also for what is fine.</param>
internal sealed class DoctorReport(IAnsiConsole console, bool all)
{
    private const int Indentation = 25;

    public void Write(string title, IEnumerable<Finding> findings)
    {
        WriteLine(title, "bold");
        foreach (Finding finding in findings)
        {
            (string word, string style) = finding.Diagnosis switch
            {
                Diagnosis.Ok => ("OK", "green"),
                Diagnosis.Optional => ("missing", "olive"),
                Diagnosis.Taken => ("TAKEN", "bold maroon"),
                _ => ("MISSING", "bold maroon"),
            };
            console.Write(new Text("  "));
            console.Write(new Text($"{word,-9}", Style.Parse(style)));
            WriteLine($"{finding.Title,-14}{finding.Detail}");
            WriteRemedy(finding);
        }

        WriteLine("");
    }

    public void WriteEnd(int missing) => WriteLine(
        missing switch
        {
            0 => "This machine is ready for the course.",
            1 => "One thing is to be mended before the course: see the line with the arrow.",
            _ => $"{missing} things are to be mended before the course: see the lines with an arrow.",
        },
        "bold");

    private void WriteRemedy(Finding finding)
    {
        string indent = new(' ', Indentation);
        if (all && finding.Remedy.Linux != finding.Remedy.MacOs)
        {
            WriteLine($"{indent}Debian, Ubuntu: {finding.Remedy.Linux}");
            WriteLine($"{indent}macOS:          {finding.Remedy.MacOs}");
            if (finding.Remedy.Windows.Length > 0)
            {
                WriteLine($"{indent}Windows:        {finding.Remedy.Windows}");
            }
        }
        else if (finding.Diagnosis != Diagnosis.Ok)
        {
            WriteLine($"{indent}-> {finding.Remedy.Here}");
        }
    }

    /// <summary>Long lines are left whole: a command that is cut in two can't be copied.</summary>
    private void WriteLine(string text, string style = "default")
    {
        console.Profile.Width = Math.Max(console.Profile.Width, text.Length + Indentation);
        console.Write(new Text(text + "\n", Style.Parse(style)));
    }
}
