using System.Text.RegularExpressions;
using LearnLoadBalancer.Lab.Bench.Figures;
using LearnLoadBalancer.Lab.Bench.Report;

namespace LearnLoadBalancer.Tests.Lab.Bench;

public class HtmlReportTests
{
    private static readonly string Html = HtmlReport.Write(Reports.Full());

    [Fact]
    public void Write_FullReport_NeedsNothingFromOutside()
    {
        Assert.DoesNotContain("://", Html, StringComparison.Ordinal);
        Assert.DoesNotMatch(new Regex("<(link|script|img|iframe|object|embed)|@import|url\\(|src=|href=", RegexOptions.IgnoreCase), Html);
    }

    [Fact]
    public void Write_FullReport_ShowsValuesRatiosAndGoals()
    {
        // level1 has 12.6: 1.26 x nginx, 0.63 x go.
        Assert.Contains("<tr><td>level1</td><td>12.6</td><td>13</td><td>1.26</td><td>0.63</td></tr>", Html, StringComparison.Ordinal);
        Assert.Contains("at most 1.0 x go", Html, StringComparison.Ordinal);
        Assert.Contains("reached", Html, StringComparison.Ordinal);
        Assert.Contains("sudo apt install wrk", Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_NamesAndFailures_AreEscaped()
    {
        Assert.Contains("odd&lt;name&gt;", Html, StringComparison.Ordinal);
        Assert.Contains("yarp was given up: it fell &lt;over&gt;", Html, StringComparison.Ordinal);
        Assert.DoesNotContain("odd<name>", Html, StringComparison.Ordinal);
    }

    [Fact]
    public void BarChart_Cost_BeginsWithTheCheapest()
    {
        string chart = BarChart.Write(Figure.CpuPerRequest, Reports.Scenario("small", [Figure.CpuPerRequest], ("go", 20), ("level1", 10)).Results).Markup;

        Assert.Equal(["level1", "go"], Regex.Matches(chart, "<span>(.*?)</span>").Select(match => match.Groups[1].Value));
        Assert.Contains("bar ours\" style=\"width: 50.0%\"", chart, StringComparison.Ordinal);
        Assert.Contains("bar\" style=\"width: 100.0%\"", chart, StringComparison.Ordinal);
    }

    [Fact]
    public void BarChart_Yield_BeginsWithTheMost()
    {
        string chart = BarChart.Write(
            Figure.RequestsPerSecond, Reports.Scenario("small", [Figure.RequestsPerSecond], ("go", 20), ("level1", 10)).Results).Markup;

        Assert.Equal(["go", "level1"], Regex.Matches(chart, "<span>(.*?)</span>").Select(match => match.Groups[1].Value));
    }

    [Fact]
    public void BarChart_NothingMeasured_IsNothing() => Assert.Empty(BarChart.Write(Figure.P99, []).Markup);
}
