namespace LearnLoadBalancer.Lab.Checking.Grading;

/// <summary>A class as it stands in the JSON report.</summary>
internal sealed record JsonGrades(int Format, int Level, int Seed, IReadOnlyList<JsonGrade> Submissions)
{
    public static JsonGrades From(RunOptions options, IReadOnlyList<Grade> grades) =>
        new(Format: 1, options.Level, options.Seed, [.. grades.Select(JsonGrade.From)]);
}
