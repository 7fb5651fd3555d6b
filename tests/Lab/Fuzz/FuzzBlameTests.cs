using LearnLoadBalancer.Lab.Fuzz;

namespace LearnLoadBalancer.Tests.Lab.Fuzz;

public sealed class FuzzBlameTests
{
    [Fact]
    public void Describe_ACaseBeingPlayedIsNamed_BlamesIt() =>
        Assert.Equal(
            "Case 12 of seed 7: Not one unambiguous message: GET /case12-m0 HTTP/1.1",
            FuzzBlame.Describe("Not one unambiguous message: GET /case12-m0 HTTP/1.1", 7, [13, 12, 10]));

    [Theory]
    [InlineData("Something failed unexpectedly.")]
    [InlineData("GET /case99-m0 HTTP/1.1")] // A mutation has hit the number.
    [InlineData("GET /case12-m0 HTTP/1.1\r\nX: GET /case13-v1 HTTP/1.1")]
    public void Describe_NoneOrAnImpossibleOrTwoAreNamed_NamesAllThatMayBe(string complaint) =>
        Assert.Equal($"One of the cases 10, 12, 13 of seed 7, or one just before them: {complaint}", FuzzBlame.Describe(complaint, 7, [13, 12, 10]));

    [Fact]
    public void Mutated_WithAMark_HasItInEveryUndamagedTarget()
    {
        int marked = Enumerable.Range(0, 200)
            .Count(number => System.Text.Encoding.Latin1.GetString(FuzzInput.Mutated(new Random(number), FuzzBlame.Mark(5))).Contains("/case5-m", StringComparison.Ordinal));

        Assert.InRange(marked, 150, 200); // The others were hit.
    }

    [Fact]
    public void Suspects_AreThoseBeingPlayedAndTheLastThatWere()
    {
        var suspects = new FuzzSuspects(last: 2);
        foreach (int number in (int[])[1, 2, 3, 4])
        {
            suspects.Begin(number);
        }

        foreach (int number in (int[])[1, 2, 3])
        {
            suspects.End(number);
        }

        Assert.Equal([2, 3, 4], suspects.All.Order());
    }
}
