using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Grading;
using LearnLoadBalancer.Lab.Processes;
using LearnLoadBalancer.Tests.Lab.Exercises;

namespace LearnLoadBalancer.Tests.Lab.Checking.Grading;

[StartsPrograms]
public sealed class GraderTests
{
    private static readonly RunOptions Options = new(1, CheckedPrograms.Seed) { Only = ["responds"] };

    [Fact]
    public async Task Grade_AClassWithBadOnes_GivesEachARow()
    {
        using var folder = new TemporaryFolder();
        Add(folder, "anna", $"{{ \"cmd\": {Json($"\"{LabExecutable.Dotnet}\" \"{LevelProgram.Find("level1")!.AssemblyPath}\" --listen :{{port}} --backend {{backend1}} --backend {{backend2}} --backend {{backend3}}")} }}");
        Add(folder, "bela", "this is not JSON");
        Add(folder, "cleo", "{ \"cmd\": \"no-such-program-at-all {port} {backends}\" }");
        Add(folder, "dora", "{ \"command\": \"wrong key\" }");
        Directory.CreateDirectory(Path.Combine(folder.Path, ".git"));

        IReadOnlyList<Submission> submissions = Submission.FindIn(new DirectoryInfo(folder.Path));
        Assert.Equal(["anna", "bela", "cleo", "dora"], submissions.Select(submission => submission.Name));
        var grader = new Grader(Options, command: null);
        var grades = new List<Grade>();
        foreach (Submission submission in submissions)
        {
            grades.Add(await grader.GradeAsync(submission, CancellationToken.None));
        }

        Assert.Equal([Verdict.Passed, Verdict.CouldNotTell, Verdict.CouldNotTell, Verdict.CouldNotTell], grades.Select(grade => grade.Verdict));
        Assert.Empty(grades[0].Remark);
        Assert.Contains("lab.json", grades[1].Remark, StringComparison.Ordinal);
        Assert.Contains("no-such-program-at-all", grades[2].Remark, StringComparison.Ordinal);
        Assert.Contains("lab.json", grades[3].Remark, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "dotnet run")]
    [InlineData("go run .", "go run .")]
    public void FindCommand_NoFileOfItsOwn_IsTheTeachersOrTheDefault(string? teachers, string expected)
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(expected, new Submission("x", folder.Path).FindCommand(teachers).Text);
    }

    [Fact]
    public void FindCommand_FileOfItsOwn_WinsOverTheTeachers()
    {
        using var folder = new TemporaryFolder();
        Add(folder, "x", "{ \"cmd\": \"node lb.js\" }");

        Assert.Equal("node lb.js", new Submission("x", Path.Combine(folder.Path, "x")).FindCommand("go run .").Text);
    }

    private static void Add(TemporaryFolder folder, string name, string settings)
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, name));
        File.WriteAllText(Path.Combine(folder.Path, name, Submission.SettingsFile), settings);
    }

    private static string Json(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
