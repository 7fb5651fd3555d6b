using System.CommandLine;
using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Lab.Exercises;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Commands;

/// <summary><c>lab start</c>: gives a learner a folder to work in.</summary>
internal static class StartCommand
{
    public static Command Create()
    {
        Argument<string> level = ExerciseArguments.Level();
        var to = new Option<DirectoryInfo>("--to")
        {
            Description = "The folder to make. It must be new or empty.",
            HelpName = "folder",
            Required = true,
        };
        var exercise = new Option<string?>("--exercise")
        {
            Description = "Leave only this exercise open, and have the others done. Default: all are open.",
            HelpName = "1.2",
        };
        var force = new Option<bool>("--force")
        {
            Description = "Write into a folder that is not empty. Files of the same name are replaced.",
        };
        var command = new Command("start", "Make a folder with a level to complete.") { level, to, exercise, force };
        command.SetAction(parsed => CommandFailure.Print(() =>
            Run(parsed.GetValue(level)!, parsed.GetValue(to)!, parsed.GetValue(exercise), parsed.GetValue(force))));
        return command;
    }

    private static int Run(string levelName, DirectoryInfo to, string? exercise, bool force)
    {
        LevelProgram level = ExerciseArguments.FindLevel(levelName);
        if (!force && to.Exists && to.EnumerateFileSystemInfos().Any())
        {
            throw new StartupException($"{to.FullName} is not empty. Choose another folder with --to, or write over what is there with --force.");
        }

        IReadOnlyList<Exercise> open = ExerciseArguments.FindExercises(level, exercise);
        StarterFolder.Write(Repository.Root, level, open, to.FullName);

        Console.Out.WriteLine($"Level {level.Number} to complete, in {to.FullName}. Exercises: {string.Join(", ", open.Select(one => one.Id))}.");
        Console.Out.WriteLine($"Begin with its README.md, and see it fail:");
        Console.Out.WriteLine($"  dotnet run --project lab -- check {level.Name} --dir \"{to.FullName}\" --cmd \"dotnet run\"");
        return 0;
    }
}
