using LearnLoadBalancer.Lab.Exercises;

namespace LearnLoadBalancer.Lab.Watching;

/// <summary>Which exercises a learner has not begun: their throw is still there.</summary>
internal static class OpenExercises
{
    public static IReadOnlyList<Exercise> In(string folder, int level)
    {
        IReadOnlyList<SourceFile> files = LevelSources.ReadFolder(folder, folder);
        return [.. ExerciseCatalog.Of(level).Where(exercise =>
            files.Any(file => file.Text.Contains(Starter.ThrowOf(exercise), StringComparison.Ordinal)))];
    }
}
