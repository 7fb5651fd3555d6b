using System.CommandLine;
using LearnLoadBalancer.Lab.Exercises;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Commands;

/// <summary><c>lab solution</c>: shows what would turn the learner's files into ours.</summary>
internal static class SolutionCommand
{
    public static Command Create()
    {
        Argument<LevelProgram> level = ExerciseArguments.Level();
        Option<DirectoryInfo> dir = ExerciseArguments.Folder();
        Option<Exercise?> exercise = ExerciseArguments.One("Show only this exercise. Default: all of the level.");
        var command = new Command("solution", "Shows the difference between your files and ours.") { level, dir, exercise };
        command.SetAction(parsed =>
        {
            LevelProgram chosen = parsed.GetValue(level)!;
            Show(chosen, ExerciseArguments.FullPathOf(parsed.GetValue(dir)!, chosen), ExerciseArguments.Selected(chosen, parsed.GetValue(exercise)));
            return 0;
        });
        return command;
    }

    private static void Show(LevelProgram level, string folder, IReadOnlyList<Exercise> exercises)
    {
        var solution = new Solution(LevelSources.Read(Repository.Root, level), folder);
        foreach ((string path, IReadOnlyList<string> lines) in solution.Compare(exercises))
        {
            Console.WriteLine(lines.Count == 0 ? $"{path}: as ours." : $"{path}: - yours, + ours");
            foreach (string line in lines)
            {
                PrintLine(line);
            }

            Console.WriteLine();
        }
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

        Console.WriteLine(line);
        Console.ResetColor();
    }
}
