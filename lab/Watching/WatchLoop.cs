using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Reporting;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Lab.Exercises;

namespace LearnLoadBalancer.Lab.Watching;

/// <summary>Check, say what is next, wait for a save, and again. A save in the middle of a check begins anew.</summary>
/// <param name="output">Where it says so.</param>
/// <param name="waitForSave">Ends with the name of the file that was saved.</param>
/// <param name="folder">The learner's folder.</param>
/// <param name="level">Up to which level to check.</param>
/// <param name="command">How to start the learner's program.</param>
/// <param name="options">How to check.</param>
/// <param name="placesOf">The files that an exercise is worked on in.</param>
internal sealed class WatchLoop(
    TextWriter output,
    Func<CancellationToken, Task<string>> waitForSave,
    string folder,
    int level,
    CommandTemplate command,
    RunOptions options,
    Func<Exercise, IReadOnlyList<string>> placesOf)
{
    /// <summary>Makes what shows a run.</summary>
    public Func<RunDisplay> CreateDisplay { get; init; } = RunDisplay.Create;

    /// <summary>Until told to stop, and then it throws <see cref="OperationCanceledException"/>.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (true)
        {
            using var again = CancellationTokenSource.CreateLinkedTokenSource(stop);
            Task<string> save = waitForSave(stop);
            Task checking = CheckAsync(again.Token);
            if (await Task.WhenAny(checking, save) == save)
            {
                await again.CancelAsync();
                await checking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            else
            {
                await checking;
                await output.WriteLineAsync($"\nWaiting for a save in {folder}. Ctrl+C ends.");
            }

            await output.WriteLineAsync($"\nSaved: {await save}\n");
        }
    }

    private async Task CheckAsync(CancellationToken cancel)
    {
        RunDisplay display = CreateDisplay();
        RunReport report = await CheckRun.RunAsync(
            (guard, timeline) => ProgramTargets.OfCommand(command, folder, options.Level, guard, timeline), options, display, cancel);
        display.End(report);
        await output.WriteLineAsync();
        foreach (string line in Next(report))
        {
            await output.WriteLineAsync(line);
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
