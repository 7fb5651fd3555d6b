using LearnLoadBalancer.Tests.Docs.Running;

namespace LearnLoadBalancer.Tests.Docs;

public sealed class OutputPatternTests
{
    [Theory]
    [InlineData("a|b", "a|b", true)]
    [InlineData("a|b", "a|b|c", false)]
    [InlineData("a|b", "a", false)]
    [InlineData("a|b", "a|x", false)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("...", "", true)]
    [InlineData("...", "a|b", true)]
    [InlineData("a|...|c", "a|c", true)]
    [InlineData("a|...|c", "a|b|b|c", true)]
    [InlineData("a|...|c", "a|b|b", false)]
    [InlineData("…|c", "a|c|b|c", true)]
    [InlineData("took … ms", "took 15 ms", true)]
    [InlineData("took … ms", "took 15 s", false)]
    [InlineData("…:… is …", "a:b is c", true)]
    [InlineData("ab…ba", "aba", false)]
    [InlineData("Starting...", "Starting...", true)]
    [InlineData("Starting...", "Starting up", false)]
    public void MatchesAll_ShownAndCome_MatchesWhatIsMeant(string shown, string came, bool matches) =>
        Assert.Equal(matches, new OutputPattern(Lines(shown)).MatchesAll(Lines(came)));

    [Theory]
    [InlineData("a|b", "", "Incomplete", 0)]
    [InlineData("a|b", "a", "Incomplete", 0)]
    [InlineData("a|b", "a|b", "Matched", 2)]
    [InlineData("a|b", "a|b|c", "Matched", 2)]
    [InlineData("a|b", "a|c", "Different", 0)]
    [InlineData("...|b", "x|y", "Incomplete", 0)]
    [InlineData("...|b", "x|y|b|z", "Matched", 3)]
    [InlineData("a|...", "x", "Different", 0)]
    public void MatchBeginning_OfAProgramThatRunsOn_KnowsWhenToWait(string shown, string came, string outcome, int consumed)
    {
        Outcome actual = new OutputPattern(Lines(shown)).MatchBeginning(Lines(came), out int covered);

        Assert.Equal(outcome, $"{actual}");
        if (actual == Outcome.Matched)
        {
            Assert.Equal(consumed, covered);
        }
    }

    private static string[] Lines(string text) => text.Length == 0 ? [] : text.Split('|');
}
