using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Reporting;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Lab.Exercises;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Watching;

/// <summary>Check, say what is next, wait for a save, and again. A save in the middle of a check begins anew.</summary>
/// <param name="output">Where it says so.</param>
/// <param name="waitForSave">Ends with the names of the files that were saved.</param>
/// <param name="folder">The learner's folder.</param>
/// <param name="level">Up to which level to check.</param>
/// <param name="command">How to start the learner's program.</param>
/// <param name="options">How to check.</param>
/// <param name="placesOf">The files that an exercise is worked on in.</param>
internal sealed class WatchLoop(
    TextWriter output,
    Func<CancellationToken, Task<IReadOnlyList<string>>> waitForSave,
    string folder,
    int level,
    CommandTemplate command,
    RunOptions options,
    Func<Exercise, IReadOnlyList<string>> placesOf)
{
    private readonly RestlessFiles _restless = new(path => File.GetLastWriteTimeUtc(Path.Combine(folder, path)));

    /// <summary>Makes what shows a run.</summary>
    public Func<RunDisplay> CreateDisplay { get; init; } = RunDisplay.Create;

    /// <summary>Until told to stop, and then it throws <see cref="OperationCanceledException"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            IReadOnlyList<string> saved = await CheckUntilSaveAsync(stop);
            string more = saved.Count > 1 ? $" and {saved.Count - 1} more" : "";
            await output.WriteLineAsync(TerminalText.Plain($"\nSaved: {saved[0]}{more}\n"));
        }
    }

    /// <summary>Checks to the end and waits for a save, or is cut off by one.</summary>
    private async Task<IReadOnlyList<string>> CheckUntilSaveAsync(CancellationToken stop)
    {
        using var again = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task<IReadOnlyList<string>> save = waitForSave(stop);
        Task checking = CheckAsync(again.Token);
        while (await Task.WhenAny(checking, save) == save)
        {
            IReadOnlyList<string> cutting = _restless.Cutting(await save, SayThatItIsRestless);
            if (cutting.Count > 0)
            {
                await again.CancelAsync();
                await checking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return cutting;
            }

            save = waitForSave(stop);
        }

        await checking;
        _restless.CheckEnded();
        await output.WriteLineAsync(TerminalText.Plain($"\nWaiting for a save in {folder}. Ctrl+C ends."));
        while (true)
        {
            IReadOnlyList<string> saved = _restless.ChangedSince(await save);
            if (saved.Count > 0)
            {
                return saved;
            }

            save = waitForSave(stop);
        }
    }

    private void SayThatItIsRestless(string path) => output.WriteLine(TerminalText.Plain(
        $"{path} changes in every check, so the program itself writes it. From now on a change of it counts only while no check runs."));

    private async Task CheckAsync(CancellationToken cancel)
    {
        RunDisplay display = CreateDisplay();
        RunReport report = await CheckRun.RunAsync(
            (guard, timeline) => ProgramTargets.OfCommand(command, folder, options.Level, guard, timeline), options, display, cancel);
        display.End(report);
        await output.WriteLineAsync();
        foreach (string line in Next(report))
        {
            await output.WriteLineAsync(TerminalText.Plain(line));
        }
    }

    private IReadOnlyList<string> Next(RunReport report)
    {
        try
        {
            return NextStep.After(report, OpenExercises.In(folder, level), placesOf);
        }
        catch (Exception e) when (ReportFiles.IsAboutFiles(e))
        {
            // An editor that saves has a file locked for a moment, or gone. The save that comes of it is heard.
            return [$"Your files can't be read: {e.Message} The next save tries again."];
        }
    }
}
