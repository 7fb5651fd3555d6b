using System.CommandLine;
using LearnLoadBalancer.Lab.Exercises;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Commands;

/// <summary><c>lab solution</c>: shows what would turn the learner's files into ours.</summary>
internal static class SolutionCommand
{
    public static Command Create()
    {
        Argument<string> level = ExerciseArguments.Level();
        Option<DirectoryInfo> dir = ExerciseArguments.Folder();
        var exercise = new Option<string?>("--exercise")
        {
            Description = "Show only this exercise. Default: all of the level.",
            HelpName = "1.2",
        };
        var command = new Command("solution", "Show the difference between your files and ours.") { level, dir, exercise };
        command.SetAction(parsed => CommandFailure.Print(() =>
            Run(parsed.GetValue(level)!, parsed.GetValue(dir)!, parsed.GetValue(exercise))));
        return command;
    }

    private static int Run(string levelName, DirectoryInfo dir, string? exercise)
    {
        LevelProgram level = ExerciseArguments.FindLevel(levelName);
        string folder = ExerciseArguments.FullPathOf(dir, level);
        IReadOnlyList<Exercise> exercises = ExerciseArguments.FindExercises(level, exercise);

        var solution = new Solution(LevelSources.Read(Repository.Root, level), folder);
        foreach ((string path, IReadOnlyList<string> lines) in solution.Compare(exercises))
        {
            Console.Out.WriteLine(lines.Count == 0 ? $"{path}: as ours." : $"{path}: - yours, + ours");
            foreach (string line in lines)
            {
                PrintLine(line);
            }

            Console.Out.WriteLine();
        }

        return 0;
    }

    /// <summary>In colour on a terminal; elsewhere .NET leaves the colours out.</summary>
    private static void PrintLine(string line)
    {
        if (line.StartsWith('-'))
        {
            Console.ForegroundColor = ConsoleColor.Red;
        }
        else if (line.StartsWith('+'))
        {
            Console.ForegroundColor = ConsoleColor.Green;
        }

        Console.Out.WriteLine(line);
        Console.ResetColor();
    }
}
