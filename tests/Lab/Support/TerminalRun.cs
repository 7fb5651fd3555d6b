using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using LearnLoadBalancer.Lab.Processes;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Lab.Support;

/// <summary>
/// The lab as a person sees it: in a terminal, which <c>script</c> plays. That program is part of every
/// Debian and Ubuntu; it gives its child a pseudo-terminal and passes on what is typed and what is shown.
/// </summary>
internal sealed partial class TerminalRun : IDisposable
{
    private readonly Process _script;
    private readonly StringBuilder _screen = new();
    private readonly Task _reading;

    private TerminalRun(string[] arguments)
    {
        string lab = string.Join(' ', ((string[])["exec", typeof(LabExecutable).Assembly.Location, .. arguments]).Select(word => $"'{word}'"));
        _script = ProcessStarter.Start(new ProcessStartInfo("script", ["-q", "-e", "-c", $"stty cols 140 rows 40; exec '{LabExecutable.Dotnet}' {lab}", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["TERM"] = "xterm-256color" },
        });
        _reading = ReadAsync();
    }

    /// <summary>All that was shown so far, without colours and movements.</summary>
    public string Shown
    {
        get
        {
            lock (_screen)
            {
                return EscapeSequence().Replace(_screen.ToString(), "");
            }
        }
    }

    public static TerminalRun Start(params string[] arguments) => new(arguments);

    /// <summary>Presses a key. Ctrl+C is <c>'\x3'</c>.</summary>
    public void Press(char key)
    {
        _script.StandardInput.Write(key);
        _script.StandardInput.Flush();
    }

    /// <summary>Waits until something is shown.</summary>
    /// <param name="pattern">What.</param>
    /// <param name="after">How much of what is shown is old, and does not count.</param>
    public async Task<Match> WaitForAsync(string pattern, int after = 0)
    {
        Match match = Match.Empty;
        try
        {
            await Eventually.TrueAsync(() => (match = Regex.Match(Shown[after..], pattern)).Success, $"'{pattern}' in the terminal");
            return match;
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n{Shown}");
        }
    }

    public async Task<int> WaitForExitAsync()
    {
        await _reading.EndsAsync("what the terminal shows");
        await _script.WaitForExitAsync().EndsAsync("the program in the terminal");
        return _script.ExitCode;
    }

    public void Dispose()
    {
        if (!_script.HasExited)
        {
            _script.Kill(entireProcessTree: true);
        }

        _script.Dispose();
    }

    private async Task ReadAsync()
    {
        char[] some = new char[4096];
        while (await _script.StandardOutput.ReadAsync(some) is > 0 and var count)
        {
            lock (_screen)
            {
                _screen.Append(some, 0, count);
            }
        }
    }

    [GeneratedRegex(@"\x1b(\[[0-9;?]*[A-Za-z]|\][^\a]*\a|[=>])")]
    private static partial Regex EscapeSequence();
}
