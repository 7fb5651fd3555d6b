using System.CommandLine;
using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Lab.Exercises;
using LearnLoadBalancer.Lab.Processes;
using LearnLoadBalancer.Lab.Watching;

namespace LearnLoadBalancer.Lab.Commands;

/// <summary><c>lab watch</c>: checks again on every save, and says what is next.</summary>
internal static class WatchCommand
{
    public static Command Create()
    {
        Argument<LevelProgram> level = ExerciseArguments.Level();
        Option<DirectoryInfo> dir = ExerciseArguments.Folder();
        var cmd = new Option<string>("--cmd")
        {
            Description = "How to start your program, in your folder. {port}, {backends} and {backend1} to {backend3} are replaced, as for 'check'.",
            HelpName = "command",
            DefaultValueFactory = _ => "dotnet run",
        };
        var run = new RunSettings();
        var command = new Command("watch", "Checks your program again on every save, and says what to do next.") { level, dir, cmd };
        run.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            LevelProgram chosen = parsed.GetValue(level)!;
            return RunAsync(
                chosen,
                ExerciseArguments.FullPathOf(parsed.GetValue(dir)!, chosen),
                new CommandTemplate(parsed.GetValue(cmd)!),
                run.Read(parsed, chosen.Number));
        });
        return command;
    }

    private static async Task<int> RunAsync(LevelProgram level, string folder, CommandTemplate command, RunOptions options)
    {
        using var stop = new StopSignal();
        IReadOnlyList<SourceFile> sources = LevelSources.Read(Repository.Root, level);
        using var watcher = new SaveWatcher(folder, TimeProvider.System, paths => GitSources.KeepAsync(folder, paths));
        var loop = new WatchLoop(
            Console.Out, watcher.WaitAsync, folder, level.Number, command, options, exercise => Starter.PlacesOf(exercise, sources));
        try
        {
            await loop.RunAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            // Ctrl+C is the only way out.
        }

        return ExitCodes.AllPassed;
    }
}
