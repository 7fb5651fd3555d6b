using LearnLoadBalancer.Lab.Up;
using Spectre.Console;

namespace LearnLoadBalancer.Tests.Lab.Up;

public sealed class TerminalViewTests : IDisposable
{
    private readonly StringWriter _terminal = new();

    [Fact]
    public void ShowReady_Status_SaysWhoRunsAndWhatToDo()
    {
        TerminalView view = Create();
        view.ShowReady(Status(backend2Runs: true));

        Assert.Equal(
            [
                new string('─', 79),
                "level 2    http://localhost:8090/  running  process 10",
                "backend 1  http://localhost:9001/  running  process 11  1 stops it",
                "backend 2  http://localhost:9002/  running  process 12  2 stops it",
                "backend 3  http://localhost:9003/  running  process 13  3 stops it",
                "Try in another terminal:",
                OperatingSystem.IsWindows()
                    ? "    1..6 | % { curl.exe -s http://localhost:8090/ }"
                    : "    for i in 1 2 3 4 5 6; do curl -s http://localhost:8090/; done",
                "Keys: 1 2 3 stop or start a backend, q or Ctrl+C ends it all.",
            ],
            Screen());
    }

    [Fact]
    public void Log_AboveTheFooter_LeavesTheFooterWhole()
    {
        TerminalView view = Create();
        view.ShowReady(Status(backend2Runs: true));
        string[] footer = Screen();
        view.Log("backend 1", "short");
        view.Log("level 2", "Forwarding to backends: [localhost:9001 localhost:9002 localhost:9003]");

        Assert.Equal(
            ["backend 1  short", "level 2    Forwarding to backends: [localhost:9001 localhost:9002", "           localhost:9003]", .. footer],
            Screen());
    }

    [Fact]
    public void ShowChange_BackendStopped_DrawsOverWhatWasThere()
    {
        TerminalView view = Create();
        view.ShowReady(Status(backend2Runs: true));
        view.ShowChange(Status(backend2Runs: false));
        Assert.Equal("backend 2  http://localhost:9002/  stopped              2 starts it", Screen()[3]);

        view.End();
        Assert.Equal(["Everything is stopped."], Screen());
    }

    [Fact]
    public void Say_BracketsAndEscapes_AreShownAsTheyAre()
    {
        TerminalView view = Create();
        view.Say("an [array] of [[things]]");
        Assert.Equal(["an [array] of [[things]]"], Screen());
    }

    public void Dispose() => _terminal.Dispose();

    private static UpStatus Status(bool backend2Runs) => new(
        new ServiceStatus("level 2", 8090, true, 10),
        [
            new ServiceStatus("backend 1", 9001, true, 11),
            new ServiceStatus("backend 2", 9002, backend2Runs, backend2Runs ? 12 : null),
            new ServiceStatus("backend 3", 9003, true, 13),
        ]);

    private TerminalView Create()
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Out = new AnsiConsoleOutput(TextWriter.Null) });
        console.Profile.Width = 80;
        console.Profile.Capabilities.Unicode = true;
        return new TerminalView(new TerminalScreen(_terminal, console));
    }

    /// <summary>What a terminal would show by now.</summary>
    private string[] Screen() => TinyTerminal.Show(_terminal.ToString());
}
