using System.CommandLine;
using LearnLoadBalancer.Lab.Exercises;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Commands;

/// <summary>What the commands around the exercises have in common on the command line.</summary>
internal static class ExerciseArguments
{
    private static IEnumerable<string> LevelsWithExercises =>
        ExerciseCatalog.All.Select(exercise => exercise.Level).Distinct().Order().Select(number => $"level{number}");

    public static Argument<LevelProgram> Level() => new("level")
    {
        Description = $"Which level: {string.Join(", ", LevelsWithExercises)}.",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (LevelProgram.Find(text) is { } level && ExerciseCatalog.Of(level.Number).Count > 0)
            {
                return level;
            }

            result.AddError($"'{text}' is not a level with exercises. There are: {string.Join(", ", LevelsWithExercises)}.");
            return null;
        },
    };

    public static Option<DirectoryInfo> Folder() => new("--dir")
    {
        Description = "Your folder, made by 'start'.",
        HelpName = "folder",
        Required = true,
    };

    public static Option<Exercise?> One(string description) => new("--exercise")
    {
        Description = description,
        HelpName = "1.2",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            Exercise? exercise = ExerciseCatalog.Find(text);
            if (exercise is null)
            {
                result.AddError($"--exercise '{text}' is none. There are: {string.Join(", ", ExerciseCatalog.All.Select(one => one.Id))}.");
            }

            return exercise;
        },
    };

    /// <summary>The one that was asked for, or else all of the level.</summary>
    /// <exception cref="StartupException">It belongs to another level.</exception>
    public static IReadOnlyList<Exercise> Selected(LevelProgram level, Exercise? one) => one is null
        ? ExerciseCatalog.Of(level.Number)
        : one.Level == level.Number
            ? [one]
            : throw new StartupException($"{one} is not one of {level.Name}. Say level{one.Level}.");

    /// <exception cref="StartupException">There is no such folder.</exception>
    public static string FullPathOf(DirectoryInfo folder, LevelProgram level) => folder.Exists
        ? folder.FullName
        : throw new StartupException(
            $"There is no folder {folder.FullName}. Make it with: dotnet run --project lab -- start {level.Name} --to \"{folder.FullName}\"");
}
