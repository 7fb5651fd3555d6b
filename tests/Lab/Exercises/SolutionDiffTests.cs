using LearnLoadBalancer.Lab.Exercises;

namespace LearnLoadBalancer.Tests.Lab.Exercises;

public sealed class SolutionDiffTests
{
    [Fact]
    public void Between_OneLineChanged_ShowsItWithThreeLinesAround() =>
        Assert.Equal(
            ["  3", "  4", "  5", "- theirs", "+ ours", "  7", "  8", "  9"],
            SolutionDiff.Between("1\n2\n3\n4\n5\ntheirs\n7\n8\n9\n10", "1\n2\n3\n4\n5\nours\n7\n8\n9\n10"));

    [Fact]
    public void Between_ChangesFarApart_ShowsTheGap() =>
        Assert.Equal(
            ["- a", "+ b", "  2", "  3", "  4", "…", "  6", "  7", "  8", "- a", "+ b"],
            SolutionDiff.Between("a\n2\n3\n4\n5\n6\n7\n8\na", "b\n2\n3\n4\n5\n6\n7\n8\nb"));

    [Fact]
    public void Between_OnlyLineEndsDiffer_IsNothing() => Assert.Empty(SolutionDiff.Between("a\r\nb\r\n", "a\nb\n"));
}
