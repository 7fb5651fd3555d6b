using System.Text.RegularExpressions;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Processes;
using LearnLoadBalancer.Tests.Docs.Markdown;

namespace LearnLoadBalancer.Tests.Lab.Checking;

public sealed class CheckCatalogTests
{
    public static TheoryData<string> Ids => [.. CheckCatalog.All.Select(check => check.Id)];

    [Fact]
    public void All_Ids_AreDifferent() =>
        Assert.Equal(CheckCatalog.All.Count, CheckCatalog.All.Select(check => check.Id).Distinct().Count());

    [Fact]
    public void All_PlacesInALevel_AreDifferent() =>
        Assert.Equal(CheckCatalog.All.Count, CheckCatalog.All.Select(check => (check.Level, check.Order)).Distinct().Count());

    [Fact]
    public void UpTo_Level2_RunsLevel1First()
    {
        IReadOnlyList<Check> checks = CheckCatalog.UpTo(2);

        Assert.Equal("listens", checks[0].Id);
        Assert.Equal(checks.Select(check => check.Level).Order(), checks.Select(check => check.Level));
        Assert.Contains(checks, check => check.Level == 1);
        Assert.Contains(checks, check => check.Level == 2);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Check_OfTheCatalog_IsAllThere(string id)
    {
        Check check = CheckCatalog.All.Single(one => one.Id == id);
        string file = Path.Combine(Repository.Root, "lab", "Checks", $"Level{check.Level}", $"{check.GetType().Name}.cs");

        Assert.Matches(new Regex("^[a-z0-9]+(-[a-z0-9]+)*$"), check.Id);
        Assert.True(File.Exists(file), $"Expected {check.GetType().Name} in its level's folder: {file}");
        Assert.False(check.Title.EndsWith('.'), "A title is no sentence with a full stop.");
        Assert.True(check.Hint.Length > 80, "A hint says what the likely causes are.");
        Assert.True(check.Limit(TimeSpan.FromSeconds(15)) > TimeSpan.Zero);
    }

    /// <summary>What a check builds on must have run before it.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void Needs_OfACheck_ComeBeforeIt(string id)
    {
        IReadOnlyList<string> order = [.. CheckCatalog.All.Select(check => check.Id)];
        int own = order.ToList().IndexOf(id);

        Assert.All(CheckCatalog.All[own].Needs, need => Assert.InRange(order.ToList().IndexOf(need), 0, own - 1));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Chapter_OfACheck_IsASectionThatIsThere(string id)
    {
        string[] parts = CheckCatalog.All.Single(check => check.Id == id).Chapter.Split('#');

        Assert.Contains(parts[1], MarkdownFile.Read(parts[0]).Anchors);
    }
}
