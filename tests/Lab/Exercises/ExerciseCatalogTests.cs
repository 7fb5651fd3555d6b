using System.Globalization;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Exercises;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Tests.Lab.Exercises;

public sealed class ExerciseCatalogTests
{
    public static TheoryData<int> Levels => new(ExerciseCatalog.All.Select(exercise => exercise.Level).Distinct());

    [Theory]
    [MemberData(nameof(Levels))]
    public void Of_Level_HasFourOrMoreInOrder(int level)
    {
        IReadOnlyList<Exercise> exercises = ExerciseCatalog.Of(level);

        Assert.True(exercises.Count >= 4);
        Assert.Equal(Enumerable.Range(1, exercises.Count).Select(number => string.Create(CultureInfo.InvariantCulture, $"{level}.{number}")), exercises.Select(exercise => exercise.Id));
    }

    [Fact]
    public void All_Exercises_HaveHintEffortSectionAndChecks() => Assert.All(ExerciseCatalog.All, exercise =>
    {
        Assert.NotEmpty(exercise.Hint);
        Assert.NotEmpty(exercise.Effort);
        Assert.NotEmpty(exercise.Section);
        Assert.NotEmpty(exercise.Checks);
    });

    [Theory]
    [MemberData(nameof(Levels))]
    public void Markers_OfALevel_AreThoseOfItsExercises(int number)
    {
        IReadOnlyList<SourceFile> sources = LevelSources.Read(Repository.Root, LevelProgram.Find($"level{number}")!);

        IEnumerable<string> marked = sources.SelectMany(file => MarkedSource.Parse(file.Text).Regions).Select(region => region.ExerciseId);

        Assert.Equal(ExerciseCatalog.Of(number).Select(exercise => exercise.Id), marked.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Checks_OfTheExercises_Exist() => Assert.All(
        ExerciseCatalog.All.SelectMany(exercise => exercise.Checks),
        id => Assert.Contains(CheckCatalog.All, check => check.Id == id));

    [Fact]
    public void Sections_OfTheExercises_AreHeadingsOfTheChapters() => Assert.All(ExerciseCatalog.All, exercise =>
    {
        string[] parts = exercise.Section.Split('#');
        string heading = $"Exercise {exercise.Id}: {exercise.Title}";

        Assert.Contains($"### {heading}", File.ReadLines(Path.Combine(Repository.Root, parts[0])));

        // As GitHub makes an anchor of a heading: lower case, no punctuation, dashes for spaces.
        Assert.Equal(parts[1], string.Concat(heading.ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-')).Replace(' ', '-'));
    });
}
