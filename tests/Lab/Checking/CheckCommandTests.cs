using System.Globalization;
using System.Text;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Lab.Processes;
using LearnLoadBalancer.Tests.Lab.Exercises;
using LearnLoadBalancer.Tests.Lab.Support;
using LearnLoadBalancer.Tests.Processes;

namespace LearnLoadBalancer.Tests.Lab.Checking;

/// <summary>The command line of <c>lab check</c> and <c>lab grade</c>, as its own process.</summary>
[UsesVerify]
[StartsPrograms]
public sealed class CheckCommandTests
{
    [Fact]
    public async Task Check_WrongUsage_IsOneLineAndExitCode2()
    {
        var terminal = new StringBuilder();
        await TypeAsync(terminal, "check", "level99");
        await TypeAsync(terminal, "check", "one");
        await TypeAsync(terminal, "check");
        await TypeAsync(terminal, "check", "level1", "--cmd", "x", "--url", "http://localhost:8090");
        await TypeAsync(terminal, "check", "level1", "--url", "localhost:8090");
        await TypeAsync(terminal, "check", "level1", "--url", "http://localhost:8090", "--backend-ports", "9001,9002");
        await TypeAsync(terminal, "check", "level1", "--backend-ports", "9001,9002,9003");
        await TypeAsync(terminal, "check", "level1", "--interval", "often");
        await TypeAsync(terminal, "check", "level1", "--interval", "0");
        await TypeAsync(terminal, "check", "level1", "--seed", "x");
        await TypeAsync(terminal, "check", "level1", "--cmd", "x", "--dir", "no-such-folder");
        await TypeAsync(terminal, "check", "level1", "--dir", ".");
        await TypeAsync(terminal, "check", "level1", "--url", "http://localhost:8090/path");
        await TypeAsync(terminal, "check", "level1", "--colour");
        await TypeAsync(terminal, "grade", "level1", "no-such-folder");
        await TypeAsync(terminal, "grade", "level1");

        await Verifier.Verify(terminal.ToString().TrimEnd());
    }

    [UnixFact]
    public async Task Check_ReportThatCannotBeWritten_SaysSoBeforeAnythingIsChecked()
    {
        ProgramResult result = await RunningProgram.RunAsync(Lab("check", "level1", "--json", "/dev/null/report.json"));

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("Can't write to '/dev/null/report.json': ", result.Errors, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Check_EmptyCommand_SaysWhatToWrite()
    {
        ProgramResult result = await RunningProgram.RunAsync(Lab("check", "level1", "--cmd", " "));

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("The command is empty.", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OneCheckOfOurLevel_PassesAndWritesBothReports()
    {
        using var folder = new TemporaryFolder();
        string json = Path.Combine(folder.Path, "sub", "run.json");
        string report = Path.Combine(folder.Path, "page");
        ProgramResult result = await RunningProgram.RunAsync(
            Lab("check", "1", "--only", "nine-in-order", "--seed", "7", "--json", json, "--report", report));

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.Contains("seed 7", result.Output, StringComparison.Ordinal);
        Assert.Contains("\"exitCode\": 0", await File.ReadAllTextAsync(json), StringComparison.Ordinal);
        Assert.Contains("nine-in-order", await File.ReadAllTextAsync(Path.Combine(report, "index.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ProgramThatNeverListens_SaysSoAndEndsWith3()
    {
        ProgramResult result = await RunningProgram.RunAsync(
            Lab("check", "level1", "--cmd", StrangersProgram.NeverListens, "--start-limit", "1", "--seed", "7"));

        Assert.Equal((3, ""), (result.ExitCode, result.Errors));
        Assert.Matches(@"Nobody listens on port \d+ after 1 s\. .*--start-limit 2\.", result.Output);
        Assert.Single(result.Output.Split('\n'), line => line.Contains("It builds on", StringComparison.Ordinal) || line.Contains("They build on", StringComparison.Ordinal));
        Assert.Contains("0 passed, 0 failed, ", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("Nothing failed, but not everything could be judged: see the reasons above.", result.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_UrlOfAProgramThatRuns_PassesAndLeavesItRunning()
    {
        int[] backends = CheckPorts.PickFree(3);
        await using LevelProcess level = await LevelProcess.StartAsync(1, backends.Select(port => $"127.0.0.1:{port}"));
        string url = $"http://127.0.0.1:{level.Port}";

        ProgramResult result = await RunningProgram.RunAsync(
            Lab("check", "level1", "--url", url, "--backend-ports", string.Join(',', backends), "--only", "responds", "--seed", "7"));

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.StartsWith($"Checking {url} up to level 1 (seed 7", result.Output, StringComparison.Ordinal);
        Assert.Contains("2 passed, 0 failed, 0 could not be told", result.Output, StringComparison.Ordinal);
        Assert.True(Alive.IsRunning(level.Program.Id));
    }

    /// <summary>Without it this check can't tell: see <see cref="Targets.RunningTargetTests"/>.</summary>
    [UnixFact]
    public async Task Check_PidOfAProgramThatRuns_MeasuresItsMemory()
    {
        int[] backends = CheckPorts.PickFree(3);
        await using LevelProcess level = await LevelProcess.StartAsync(1, backends.Select(port => $"127.0.0.1:{port}"));

        ProgramResult result = await RunningProgram.RunAsync(Lab(
            "check", "level1", "--url", $"http://127.0.0.1:{level.Port}", "--backend-ports", string.Join(',', backends),
            "--pid", $"{level.Program.Id}", "--only", "responds", "--only", "upload-256mb", "--seed", "7"));

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.Matches(@"passed +upload-256mb .*memory \+", result.Output);
    }

    private static ProgramStart Lab(params IReadOnlyList<string> arguments) =>
        new(LabExecutable.Dotnet, ["exec", typeof(LabExecutable).Assembly.Location, .. arguments]);

    private static async Task TypeAsync(StringBuilder terminal, params string[] arguments)
    {
        ProgramResult result = await RunningProgram.RunAsync(Lab(arguments));
        terminal.Append(CultureInfo.InvariantCulture, $"$ lab {string.Join(' ', arguments)}\n");
        terminal.Append(result.Output).Append(result.Errors);
        terminal.Append(CultureInfo.InvariantCulture, $"(exit code {result.ExitCode})\n\n");
    }
}
