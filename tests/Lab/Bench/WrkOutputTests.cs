using LearnLoadBalancer.Lab.Bench.Load;

namespace LearnLoadBalancer.Tests.Lab.Bench;

public class WrkOutputTests
{
    private const string Line = "bench requests=120543 bytes=20612853 us=2001733 errors=3 p50=488 p99=2210 p999=10944";

    [Fact]
    public void Parse_LineOfOurScript_HasAllFields()
    {
        LoadResult result = WrkOutput.Parse(Line);

        Assert.Equal(120_543, result.Requests);
        Assert.Equal(20_612_853, result.Bytes);
        Assert.Equal(TimeSpan.FromMicroseconds(2_001_733), result.Elapsed);
        Assert.Equal(3, result.Errors);
        Assert.Equal(0.488, result.P50);
        Assert.Equal(2.210, result.P99);
        Assert.Equal(10.944, result.P999);
    }

    [Fact]
    public void Parse_FieldMissing_SaysWhich() =>
        Assert.Contains("p999", Assert.Throws<FormatException>(() => WrkOutput.Parse(Line[..Line.IndexOf(" p999", StringComparison.Ordinal)])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(Line, true)]
    [InlineData("Running 2s test @ http://127.0.0.1:8080/", false)]
    [InlineData("  1 threads and 64 connections", false)]
    [InlineData("", false)]
    public void IsResult_LinesOfWrk_OnlyOurs(string line, bool expected) => Assert.Equal(expected, WrkOutput.IsResult(line));

    [Fact]
    public void Script_Format_WritesTheFieldsThatParseReads()
    {
        string format = WrkOutput.Script.Split('"')[1].Replace("%d", "7", StringComparison.Ordinal).Replace("\\n", "", StringComparison.Ordinal);

        Assert.True(WrkOutput.IsResult(format));
        Assert.Equal(7, WrkOutput.Parse(format).Requests);
    }
}
