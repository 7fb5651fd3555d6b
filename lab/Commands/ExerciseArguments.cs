using System.CommandLine;
using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Lab.Exercises;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Commands;

/// <summary>What the commands around the exercises have in common on the command line.</summary>
internal static class ExerciseArguments
{
    public static Argument<string> Level() => new("level") { Description = "Which level: level1, level2." };

    public static Option<DirectoryInfo> Folder() => new("--dir")
    {
        Description = "Your folder, made by 'start'.",
        HelpName = "folder",
        Required = true,
    };

    /// <exception cref="StartupException">There is no such level, or it has no exercises.</exception>
    public static LevelProgram FindLevel(string name) =>
        LevelProgram.Find(name) is { } level && ExerciseCatalog.Of(level.Number).Count > 0
            ? level
            : throw new StartupException(
                $"'{name}' is no level with exercises. There are: {string.Join(", ", LevelsWithExercises)}.");

    /// <summary>The one that was asked for, or else all of the level.</summary>
    /// <exception cref="StartupException">The level has no such exercise.</exception>
    public static IReadOnlyList<Exercise> FindExercises(LevelProgram level, string? id)
    {
        IReadOnlyList<Exercise> all = ExerciseCatalog.Of(level.Number);
        return id is null ? all
            : all.Where(exercise => exercise.Id == id).ToArray() is { Length: > 0 } one ? one
            : throw new StartupException(
                $"Level {level.Number} has no exercise {id}. It has: {string.Join(", ", all.Select(exercise => exercise.Id))}.");
    }

    /// <exception cref="StartupException">There is no such folder.</exception>
    public static string FullPathOf(DirectoryInfo folder, LevelProgram level) => folder.Exists
        ? folder.FullName
        : throw new StartupException(
            $"There is no folder {folder.FullName}. Make it with: dotnet run --project lab -- start {level.Name} --to \"{folder.FullName}\"");

    private static IEnumerable<string> LevelsWithExercises =>
        ExerciseCatalog.All.Select(exercise => exercise.Level).Distinct().Order().Select(number => $"level{number}");
}
