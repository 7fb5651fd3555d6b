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
        RunDisplay display = RunDisplay.Create();
        RunReport report = await CheckRun.RunAsync(
            (guard, timeline) => ProgramTargets.OfCommand(command, folder, guard, timeline), options, display, cancel);
        display.End(report);
        await output.WriteLineAsync();
        foreach (string line in NextStep.After(report, OpenExercises.In(folder, level), placesOf))
        {
            await output.WriteLineAsync(line);
        }
    }
}
