using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Reporting;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Lab.Exercises;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Tests.Lab.Exercises;

/// <summary>What holds for the starter of every level. It is built as a learner would build it, in a folder elsewhere.</summary>
public abstract class StarterContract(int number) : IDisposable
{
    /// <summary>Of the builds of these tests: names the exercise that is open.</summary>
    private const string OpenVariable = "OPEN_EXERCISE";

    private readonly TemporaryFolder _folder = new();
    private readonly LevelProgram _level = LevelProgram.Find($"level{number}")!;
    private readonly IReadOnlyList<Exercise> _exercises = ExerciseCatalog.Of(number);

    private string OutputFolder => Path.Combine(_folder.Path, "bin", "built");

    private string Assembly => Path.Combine(OutputFolder, $"Level{number}.dll");

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Starter_AsGiven_BuildsAndSaysWhatIsMissingAndFailsTheChecksNamed()
    {
        StarterFolder.Write(Repository.Root, _level, _exercises, _folder.Path);
        await BuildAsync();

        string complaint = await FirstComplaintAsync();
        Assert.Contains(_exercises, exercise => complaint.EndsWith($"Exercise {exercise.Id}: {exercise.Title}. See {exercise.Section}", StringComparison.Ordinal));

        RunReport report = await CheckAsync(open: null, [.. _exercises.SelectMany(exercise => exercise.Checks).Distinct()]);
        Assert.Empty(report.Outcomes.Where(outcome => outcome.Verdict == Verdict.Passed && Names(outcome.Check)).Select(outcome => outcome.Check.Id));
    }

    /// <summary>One build serves for all exercises: the throws stand in front of our bodies, each behind a condition.</summary>
    [Fact]
    public async Task EachExercise_AloneOpen_FailsTheChecksNamed_AndNoneOpen_PassesAll()
    {
        StarterFolder.Write(Repository.Root, _level, _exercises, _folder.Path);
        Starter.Write(LevelSources.Read(Repository.Root, _level).Select(WithConditions), _folder.Path);
        await BuildAsync();

        // Most of it is waiting for what does not come. So all wait together.
        Task<RunReport> completing = CheckAsync(open: null, [.. _exercises.SelectMany(exercise => exercise.Checks).Distinct()]);
        string[][] passed = await Task.WhenAll(_exercises.Select(PassedWithoutAsync));
        RunReport complete = await completing;

        Assert.Empty(passed.SelectMany(ids => ids));
        Assert.Empty(complete.Outcomes.Where(outcome => outcome.Verdict != Verdict.Passed)
            .Select(outcome => $"{outcome.Check.Id}: expected {outcome.Expected}, came {outcome.Came} {outcome.Reason}"));
    }

    private async Task<string[]> PassedWithoutAsync(Exercise exercise)
    {
        RunReport alone = await CheckAsync(exercise.Id, exercise.Checks);
        return [.. alone.Outcomes
            .Where(outcome => outcome.Verdict == Verdict.Passed && exercise.Checks.Contains(outcome.Check.Id))
            .Select(outcome => $"{outcome.Check.Id} passed without {exercise}")];
    }

    private bool Names(Check check) => _exercises.Any(exercise => exercise.Checks.Contains(check.Id));

    private static SourceFile WithConditions(SourceFile file) => file with
    {
        Text = MarkedSource.Parse(file.Text).WithBodies(region =>
        [
            $"{region.Indent}if (Environment.GetEnvironmentVariable(\"{OpenVariable}\") == \"{region.ExerciseId}\") {{ {Starter.ThrowOf(ExerciseCatalog.Find(region.ExerciseId)!)} }}",
            .. region.Lines,
        ]),
    };

    private async Task BuildAsync()
    {
        await using var guard = new ProcessGuard();
        ChildProcess build = guard.Start(new ChildProgram(
            LabExecutable.Dotnet, ["build", "--output", OutputFolder, "--disable-build-servers", "-nologo", "-v:quiet", "-warnaserror"])
        {
            WorkingDirectory = _folder.Path,
        });

        int exitCode = await build.Exited;

        Assert.True(exitCode == 0, string.Join('\n', build.LastLines.Select(line => line.Text)));
    }

    /// <summary>What the program says by itself, once a client has come.</summary>
    private async Task<string> FirstComplaintAsync()
    {
        string nobody = $"127.0.0.1:{CheckPorts.PickFree(1)[0]}";
        await using var guard = new ProcessGuard();
        ChildProcess program = guard.Start(new ChildProgram(LabExecutable.Dotnet, "exec", Assembly, "--listen", "127.0.0.1:0", "--backend", nobody));
        OutputLine? listening = await program.WaitForLineAsync(line => line.Contains("listening on", StringComparison.Ordinal));
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await client.ConnectAsync(IPEndPoint.Parse(listening!.Text.Split(' ')[^1]));
            await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray()); // Level 3 waits for a question.
        }
        catch (SocketException)
        {
            // It may have ended already, because an exercise is in the way of its start.
        }

        return (await program.WaitForLineAsync(line => line.Contains(nameof(NotImplementedException), StringComparison.Ordinal)))!.Text;
    }

    private async Task<RunReport> CheckAsync(string? open, IReadOnlyList<string> checks)
    {
        int[] ports = CheckPorts.PickFree(4);
        return await CheckRun.RunAsync(
            (guard, timeline) => new StartedTarget($"starter of level {number}", Start(ports[0], new PolicyPlan()), ports[0], ports[1..], guard, timeline)
            {
                Variant = number < 4 ? null : Start,
            },
            new RunOptions(number, Seed: 1) { Only = WithNeeds(checks) },
            new PlainDisplay(TextWriter.Null),
            CancellationToken.None);

        ChildProgram Start(int port, PolicyPlan plan) => new(
            LabExecutable.Dotnet, ["exec", Assembly, "--listen", $":{port}", .. plan.Arguments(ports[1..])])
        {
            Environment = new Dictionary<string, string> { [OpenVariable] = open ?? "" },
        };
    }

    /// <summary>And those that they build on: where these fail already, nobody waits for the rest.</summary>
    private static IReadOnlyList<string> WithNeeds(IReadOnlyList<string> checks)
    {
        string[] more = [.. CheckCatalog.All.Where(check => checks.Contains(check.Id)).SelectMany(check => check.Needs).Except(checks)];
        return more.Length == 0 ? checks : WithNeeds([.. checks, .. more]);
    }
}
