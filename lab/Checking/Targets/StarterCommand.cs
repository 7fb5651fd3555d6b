using LearnLoadBalancer.Lab.Exercises;

namespace LearnLoadBalancer.Lab.Checking.Targets;

/// <summary>What a learner need not type. A starter's command line is ours, so its arguments are known.</summary>
internal static class StarterCommand
{
    /// <summary>From here on, checks start the program again with other options: its command must say where they go.</summary>
    private const int FirstLevelWithOptions = 4;

    private const string Plain = "dotnet run";

    private const string WithOptions = $"{Plain} -- --listen :{{port}} {{options}}";

    /// <summary>Puts the arguments behind a plain <c>dotnet run</c> in the folder of such a starter. Every other command stays as it was typed.</summary>
    public static CommandTemplate Complete(CommandTemplate command, string directory) =>
        command.Text.Trim() == Plain && IsStarterWithOptions(directory) ? new CommandTemplate(WithOptions) : command;

    private static bool IsStarterWithOptions(string directory) => ExerciseCatalog.All
        .Select(exercise => exercise.Level)
        .Distinct()
        .Any(level => level >= FirstLevelWithOptions && File.Exists(Path.Combine(directory, StarterProject.NameOf(level))));
}
