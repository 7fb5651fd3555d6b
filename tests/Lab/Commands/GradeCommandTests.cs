using System.Text.Json;
using LearnLoadBalancer.Lab.Checking.Grading;
using LearnLoadBalancer.Tests.Lab.Exercises;
using LearnLoadBalancer.Tests.Lab.Support;

namespace LearnLoadBalancer.Tests.Lab.Commands;

/// <summary><c>lab grade</c> as a teacher types it, with all the files that it can write.</summary>
[StartsPrograms]
public sealed class GradeCommandTests : IDisposable
{
    private const string EndedAtOnce = "before it listened on port";

    private readonly TemporaryFolder _class = new();
    private readonly TemporaryFolder _results = new();

    public void Dispose()
    {
        _class.Dispose();
        _results.Dispose();
    }

    [Fact]
    public async Task Grade_OneThatCrashesBetweenGoodOnes_CostsItsOwnRowAndNoOther()
    {
        Add("anna", StrangersProgram.Good);
        Add("bela", StrangersProgram.Crashes);
        Add("cleo", StrangersProgram.Good);
        await using LabRun lab = LabRun.Start(
            "grade", "level1", _class.Path, "--only", "responds", "--seed", "7", "--csv", Result("class.csv"), "--json", Result("class.json"), "--report", Result("pages"));

        Assert.Equal(3, await lab.WaitForExitAsync());
        Assert.Empty(lab.Errors);
        AssertTable([.. lab.Output.Where(line => !line.StartsWith("  … ", StringComparison.Ordinal))]); // A slow machine shows how far it is.
        AssertCsv(await File.ReadAllTextAsync(Result("class.csv")));
        AssertJson(await File.ReadAllTextAsync(Result("class.json")));
        Assert.Equal(["anna", "bela", "cleo"], Directory.GetDirectories(Result("pages")).Select(Path.GetFileName).Order());
        string index = await File.ReadAllTextAsync(Result("pages/index.html"));
        Assert.All(["anna", "bela", "cleo"], name => Assert.Contains($"<a href=\"{name}/index.html\">{name}</a>", index, StringComparison.Ordinal));
        foreach (string name in new[] { "anna", "cleo" })
        {
            Assert.DoesNotContain(EndedAtOnce, await ReadPageAsync(name), StringComparison.Ordinal);
        }

        Assert.Contains(EndedAtOnce, await ReadPageAsync("bela"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grade_AllGood_EndsWithZero()
    {
        Add("anna", StrangersProgram.Good);
        await using LabRun lab = LabRun.Start("grade", "level1", _class.Path, "--only", "responds", "--seed", "7");

        Assert.Equal(0, await lab.WaitForExitAsync());
        Assert.Empty(lab.Errors);
        Assert.Equal("1 of 1 passed everything.", lab.Output[^1]);
    }

    private static void AssertTable(string[] lines)
    {
        Assert.Equal("3 programs, up to level 1, seed 7", lines[0]);
        Assert.Equal(GradeLine.Header, lines[2]);
        Assert.Matches(@"^anna +passed +2 +0 +0 +[\d.]+ s$", lines[3]);
        Assert.Matches($@"^bela +could not tell +0 +0 +2 +[\d.]+ s  listens: .*{EndedAtOnce}", lines[4]);
        Assert.Matches(@"^cleo +passed +2 +0 +0 +[\d.]+ s$", lines[5]);
        Assert.Equal("2 of 3 passed everything.", lines[^1]);
    }

    private static void AssertCsv(string csv)
    {
        string[] rows = csv.Split("\r\n");
        Assert.Equal(5, rows.Length);
        Assert.Equal("name,verdict,passed,failed,could not tell,seconds,remark,listens,responds", rows[0]);
        Assert.Matches(@"^anna,passed,2,0,0,[\d.]+,,passed,passed$", rows[1]);
        Assert.Matches($@"^bela,could not tell,0,0,2,[\d.]+,listens: .*{EndedAtOnce} \d+\.,could not tell,could not tell$", rows[2]);
        Assert.Matches(@"^cleo,passed,2,0,0,[\d.]+,,passed,passed$", rows[3]);
        Assert.Empty(rows[4]);
    }

    private static void AssertJson(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement[] submissions = [.. document.RootElement.GetProperty("submissions").EnumerateArray()];
        Assert.Equal((1, 7), (document.RootElement.GetProperty("level").GetInt32(), document.RootElement.GetProperty("seed").GetInt32()));
        Assert.Equal(
            [("anna", "passed", StrangersProgram.Good), ("bela", "could not tell", StrangersProgram.Crashes), ("cleo", "passed", StrangersProgram.Good)],
            submissions.Select(one => (Text(one, "name"), Text(one, "verdict"), Text(one, "command"))));
        Assert.Equal([0, 3, 0], submissions.Select(one => one.GetProperty("run").GetProperty("exitCode").GetInt32()));
    }

    private static string? Text(JsonElement one, string name) => one.GetProperty(name).GetString();

    private void Add(string name, string command) => File.WriteAllText(
        Path.Combine(Directory.CreateDirectory(Path.Combine(_class.Path, name)).FullName, Submission.SettingsFile),
        JsonSerializer.Serialize(new { cmd = command }));

    private string Result(string name) => Path.Combine(_results.Path, name);

    private Task<string> ReadPageAsync(string name) => File.ReadAllTextAsync(Path.Combine(Result("pages"), name, "index.html"));
}
