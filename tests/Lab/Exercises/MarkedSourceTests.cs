using LearnLoadBalancer.Lab.Exercises;

namespace LearnLoadBalancer.Tests.Lab.Exercises;

public sealed class MarkedSourceTests
{
    private const string Source =
        """
        int A()
        {
            // exercise 1.1: begin
            int a = 1;
            return a;
            // exercise 1.1: end
        }
        int B()
        {
            // exercise 1.2: begin
            return 2;
            // exercise 1.2: end
        }
        """;

    [Fact]
    public void Parse_TwoRegions_FindsTheirLines()
    {
        MarkedSource source = MarkedSource.Parse(Source);

        Assert.Equal(["1.1", "1.2"], source.Regions.Select(region => region.ExerciseId));
        Assert.Equal(["    int a = 1;", "    return a;"], source.Regions[0].Lines);
        Assert.Equal("    ", source.Regions[0].Indent);
    }

    [Fact]
    public void WithBodies_BothReplaced_KeepsMarkersAndTheRest()
    {
        string text = MarkedSource.Parse(Source).WithBodies(region => [region.Indent + $"throw {region.ExerciseId};"]);

        Assert.Equal(
            """
            int A()
            {
                // exercise 1.1: begin
                throw 1.1;
                // exercise 1.1: end
            }
            int B()
            {
                // exercise 1.2: begin
                throw 1.2;
                // exercise 1.2: end
            }
            """,
            text);
    }

    [Fact]
    public void WithBodies_NothingReplaced_IsTheSameText() =>
        Assert.Equal(Source, MarkedSource.Parse(Source).WithBodies(_ => null));

    [Fact]
    public void Parse_WindowsLineEnds_FindsTheSame() =>
        Assert.Equal(Source, MarkedSource.Parse(Source.ReplaceLineEndings("\r\n")).WithBodies(_ => null));

    [Fact]
    public void WithoutMarkers_OfOneExercise_LeavesBodiesAndTheOthers()
    {
        string text = MarkedSource.Parse(Source).WithoutMarkers(id => id == "1.1");

        Assert.DoesNotContain("exercise 1.1", text, StringComparison.Ordinal);
        Assert.Contains("    return a;", text, StringComparison.Ordinal);
        Assert.Contains("// exercise 1.2: end", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("// exercise 1.1: begin")]
    [InlineData("// exercise 1.1: end")]
    [InlineData("// exercise 1.1: begin\n// exercise 1.2: end")]
    [InlineData("// exercise 1.1: begin\n// exercise 1.2: begin\n// exercise 1.2: end\n// exercise 1.1: end")]
    public void Parse_MarkerWithoutCounterpart_SaysSo(string text)
    {
        var failure = Assert.Throws<FormatException>(() => MarkedSource.Parse(text));

        Assert.Contains("exercise 1.", failure.Message, StringComparison.Ordinal);
    }
}
