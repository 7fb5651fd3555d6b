namespace LearnLoadBalancer.Lab.Exercises;

/// <summary>A folder for a learner: a level that builds, with the bodies missing that the exercises are about.</summary>
internal static class Starter
{
    /// <summary>Cuts the bodies out.</summary>
    /// <param name="sources">The level's files: see <see cref="LevelSources"/>.</param>
    /// <param name="open">The exercises that are left to the learner.</param>
    public static IReadOnlyList<SourceFile> Cut(IReadOnlyList<SourceFile> sources, IReadOnlyList<Exercise> open) =>
        [.. sources.Select(file => file with
        {
            Text = MarkedSource.Parse(file.Text).WithBodies(region =>
                open.FirstOrDefault(exercise => exercise.Id == region.ExerciseId) is { } exercise
                    ? [region.Indent + ThrowOf(exercise)]
                    : null),
        })];

    /// <summary>The files that an exercise is worked on in.</summary>
    public static IReadOnlyList<string> PlacesOf(Exercise exercise, IReadOnlyList<SourceFile> sources) =>
        [.. sources
            .Where(file => MarkedSource.Parse(file.Text).Regions.Any(region => region.ExerciseId == exercise.Id))
            .Select(file => file.Path)];

    /// <summary>Writes files into a folder.</summary>
    public static void Write(IEnumerable<SourceFile> files, string folder)
    {
        foreach (SourceFile file in files)
        {
            string path = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Text);
        }
    }

    /// <summary>The line that stands where the learner is to work.</summary>
    public static string ThrowOf(Exercise exercise) =>
        $"throw new NotImplementedException(\"Exercise {exercise.Id}: {exercise.Title}. See {exercise.Section}\");";
}
