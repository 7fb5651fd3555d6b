using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Reporting;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Lab.Exercises;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Tests.Lab.Exercises;

/// <summary>What holds for the starter of every level. It is built as a learner would build it, in a folder elsewhere.</summary>
[StartsPrograms]
[TakesLong]
public abstract class StarterContract(int number) : IDisposable
{
    /// <summary>Of the builds of these tests: names the exercise that is open.</summary>
    private const string OpenVariable = "OPEN_EXERCISE";

    /// <summary>Against hanging for ever. A build takes long where others go on beside it.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

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
        Assert.Empty(OpenExerciseVerdict.ComplaintsOf(report, _exercises));
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
        RunReport[] alone = await Task.WhenAll(_exercises.Select(exercise => CheckAsync(exercise.Id, exercise.Checks)));
        RunReport complete = await completing;

        Assert.Empty(_exercises.Zip(alone).SelectMany(pair => OpenExerciseVerdict.ComplaintsOf(pair.Second, [pair.First])));
        Assert.Empty(complete.Outcomes.Where(outcome => outcome.Verdict != Verdict.Passed)
            .Select(outcome => $"{outcome.Check.Id}: expected {outcome.Expected}, came {outcome.Came} {outcome.Reason}"));
    }

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
            LabExecutable.Dotnet, ["build", "--output", OutputFolder, "-nodeReuse:false", "-nologo", "-v:quiet", "-warnaserror"])
        {
            WorkingDirectory = _folder.Path,
        });

        int exitCode = await build.Exited.WaitAsync(Limit);

        Assert.True(exitCode == 0, Last(build));
    }

    private static string Last(ChildProcess program) => string.Join('\n', program.LastLines.Select(line => line.Text));

    /// <summary>What the program says by itself, once a client has come.</summary>
    private async Task<string> FirstComplaintAsync()
    {
        string nobody = $"127.0.0.1:{CheckPorts.PickFree(1)[0]}";
        await using var guard = new ProcessGuard();
        ChildProcess program = guard.Start(new ChildProgram(LabExecutable.Dotnet, "exec", Assembly, "--listen", "127.0.0.1:0", "--backend", nobody));
        OutputLine? listening = await program.WaitForLineAsync(line => line.Contains("listening on", StringComparison.Ordinal)).WaitAsync(Limit);
        Assert.True(listening is not null, $"It ended before it listened.\n{Last(program)}");
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await client.ConnectAsync(IPEndPoint.Parse(listening.Text.Split(' ')[^1])).WaitAsync(Limit);
            await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray()).WaitAsync(Limit); // Level 3 waits for a question.
        }
        catch (SocketException)
        {
            // It may have ended already, because an exercise is in the way of its start.
        }

        OutputLine? complaint = await program.WaitForLineAsync(line => line.Contains(nameof(NotImplementedException), StringComparison.Ordinal)).WaitAsync(Limit);
        Assert.True(complaint is not null, $"It ended without one.\n{Last(program)}");
        return complaint.Text;
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
            LabExecutable.Dotnet, ["exec", Assembly, "--listen", $":{port}", .. plan.For(number).Arguments(ports[1..])])
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
