using System.CommandLine;
using LearnLoadBalancer.Lab.Exercises;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Commands;

/// <summary><c>lab start</c>: gives a learner a folder to work in.</summary>
internal static class StartCommand
{
    public static Command Create()
    {
        Argument<LevelProgram> level = ExerciseArguments.Level();
        var to = new Option<DirectoryInfo>("--to")
        {
            Description = "The folder to make. It must be new or empty.",
            HelpName = "folder",
            Required = true,
        };
        Option<Exercise?> exercise = ExerciseArguments.One("Leave only this exercise open, and have the others done. Default: all are open.");
        var force = new Option<bool>("--force")
        {
            Description = "Write into a folder that is not empty. Files of the same name are replaced.",
        };
        var command = new Command("start", "Makes a folder of your own, with a level to complete.") { level, to, exercise, force };
        command.SetAction(parsed =>
        {
            LevelProgram chosen = parsed.GetValue(level)!;
            Start(chosen, ExerciseArguments.Selected(chosen, parsed.GetValue(exercise)), parsed.GetValue(to)!, parsed.GetValue(force));
            return 0;
        });
        return command;
    }

    private static void Start(LevelProgram level, IReadOnlyList<Exercise> open, DirectoryInfo to, bool force)
    {
        if (!force && to.Exists && to.EnumerateFileSystemInfos().Any())
        {
            throw new StartupException($"{to.FullName} is not empty. Choose another folder with --to, or write over what is there with --force.");
        }

        StarterFolder.Write(Repository.Root, level, open, to.FullName);

        Console.WriteLine($"Level {level.Number} to complete, in {to.FullName}. Exercises: {string.Join(", ", open.Select(one => one.Id))}.");
        Console.WriteLine("Begin with its README.md, and see it fail:");
        Console.WriteLine($"  dotnet run --project lab -- check {level.Name} --dir \"{to.FullName}\" --cmd \"dotnet run\"");
    }
}
