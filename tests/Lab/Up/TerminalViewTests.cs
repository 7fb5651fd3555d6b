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
                "      s slow, f failing, i silent, h healed: and then 1 2 3, which one.",
            ],
            Screen());
    }

    [Fact]
    public void ShowChange_ALevelThatTells_ShowsHowItSeesEach()
    {
        TerminalView view = Create();
        view.ShowReady(new UpStatus(
            new ServiceStatus("level 5", 8090, true, 10),
            [
                new ServiceStatus("backend 1", 9001, true, 11) { Seen = new SeenState("up", "check: ok") },
                new ServiceStatus("backend 2", 9002, true, 12)
                {
                    Fault = UpFault.Of(UpVerb.Fail)!,
                    Seen = new SeenState("ejected for 4.2 s", "5 failures in a row, the last one status 503"),
                },
                new ServiceStatus("backend 3", 9003, false, null) { Seen = new SeenState("down", "check: refused") },
            ]));

        Assert.Equal(
            [
                "level 5    http://localhost:8090/  running  sees them as",
                "backend 1  http://localhost:9001/  running  up                   check: ok",
                "backend 2  http://localhost:9002/  failing  ejected for 4.2 s    5 failures in…",
                "backend 3  http://localhost:9003/  stopped  down                 check: refused",
                "Try in another terminal:",
            ],
            Screen()[1..6]);
    }

    /// <summary>What does not fit is left out: a footer that changes its height every second makes the lines above it jump.</summary>
    [Fact]
    public void ShowChange_LongReason_LeavesTheHeightAsItIs()
    {
        TerminalView view = Create();
        string[] shown = [.. new[] { "", "check: ok", "check: timeout after 2.0 s", new string('x', 500) }.Select(why =>
        {
            view.ShowChange(new UpStatus(
                new ServiceStatus("level 5", 8090, true, 10),
                [new ServiceStatus("backend 1", 9001, true, 11) { Seen = new SeenState("ejected for 120.0 s", why) }]));
            return $"{Screen().Length} lines";
        })];
        Assert.Equal(["7 lines"], shown.Distinct());
    }

    [Fact]
    public void Press_FirstOfTwoKeys_AsksWhichOne()
    {
        TerminalView view = Create();
        view.ShowReady(Status(backend2Runs: true));
        string[] footer = Screen();

        Assert.Null(view.Press('f'));
        Assert.Equal([.. footer[..^1], "      failing: which one? 1 2 3"], Screen());
        Assert.Null(view.Press('h'));
        Assert.Equal("      healed: which one? 1 2 3", Screen()[^1]);
        Assert.Equal(new UpRequest(UpVerb.Heal, 2), view.Press('2'));
        Assert.Equal(footer, Screen());
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
