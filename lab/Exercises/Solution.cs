namespace LearnLoadBalancer.Lab.Exercises;

/// <summary>Holds a learner's folder against the level.</summary>
/// <param name="sources">The level's files: see <see cref="LevelSources"/>.</param>
/// <param name="folder">The learner's folder.</param>
internal sealed class Solution(IReadOnlyList<SourceFile> sources, string folder)
{
    private readonly IReadOnlyList<SourceFile> _theirs = LevelSources.ReadFolder(folder, folder);

    /// <summary>The difference in the files that these exercises are about.</summary>
    /// <returns>Per file its path, and the lines of the difference. Where there is none, no lines.</returns>
    public IReadOnlyList<(string Path, IReadOnlyList<string> Lines)> Compare(IReadOnlyList<Exercise> exercises) =>
        [.. sources
            .Select(ours => (Ours: ours, Marked: MarkedSource.Parse(ours.Text)))
            .Where(file => file.Marked.Regions.Any(region => exercises.Any(exercise => exercise.Id == region.ExerciseId)))
            .Select(file => Compare(file.Ours, file.Marked, exercises))];

    private (string Path, IReadOnlyList<string> Lines) Compare(
        SourceFile ours, MarkedSource marked, IReadOnlyList<Exercise> exercises)
    {
        // By name, if need be: a file may have moved in the course since the starter was cut.
        SourceFile? theirs = _theirs.FirstOrDefault(file => file.Path == ours.Path) ?? _theirs.FirstOrDefault(file => file.Name == ours.Name);
        if (theirs is null)
        {
            return (ours.Path, [$"There is no {ours.Name} in {folder}."]);
        }

        if (!TryParse(theirs.Text, out MarkedSource learner) || !SameRegions(marked, learner))
        {
            return (theirs.Path, SolutionDiff.Between(theirs.Text, ours.Text)); // Without the markers, the whole file.
        }

        // The bodies of other exercises are shown as the learner has them: no response that was not asked for.
        var bodies = new Queue<MarkedRegion>(learner.Regions.Reverse());
        string goal = marked.WithBodies(region =>
            bodies.Dequeue() is var theirBody && exercises.Any(exercise => exercise.Id == region.ExerciseId) ? null : theirBody.Lines);
        return (theirs.Path, SolutionDiff.Between(theirs.Text, goal));
    }

    private static bool SameRegions(MarkedSource one, MarkedSource other) =>
        one.Regions.Select(region => region.ExerciseId).SequenceEqual(other.Regions.Select(region => region.ExerciseId));

    private static bool TryParse(string text, out MarkedSource source)
    {
        try
        {
            source = MarkedSource.Parse(text);
            return true;
        }
        catch (FormatException)
        {
            source = MarkedSource.Parse(""); // The learner has removed a marker.
            return false;
        }
    }
}
