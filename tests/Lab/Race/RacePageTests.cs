using System.Text.RegularExpressions;
using System.Xml.Linq;
using LearnLoadBalancer.Lab.Race;
using LearnLoadBalancer.Lab.Race.Report;
using Spectre.Console;

namespace LearnLoadBalancer.Tests.Lab.Race;

public sealed class RacePageTests
{
    private static readonly RaceReport Report = RaceReport.Run(1, 2000, RaceScenarios.All, Racer.All);
    private static readonly string Html = RacePage.Write(Report);

    [Fact]
    public void Write_Always_NeedsNothingFromOutside()
    {
        Assert.DoesNotContain("://", Html, StringComparison.Ordinal);
        Assert.DoesNotMatch(new Regex("<(link|script|img|iframe|object|embed)|@import|url\\(|src=|href=", RegexOptions.IgnoreCase), Html);
    }

    [Fact]
    public void Write_Always_HasTheChartsOfEveryPolicyInEveryScenario()
    {
        Assert.Equal(RaceScenarios.All.Count, Regex.Count(Html, "aria-label=\"requests per backend\""));
        Assert.Equal(RaceScenarios.All.Count, Regex.Count(Html, "aria-label=\"latency\""));
        Assert.All(Racer.All, racer => Assert.Equal(RaceScenarios.All.Count, Regex.Count(Html, $"aria-label=\"in flight, {racer.Name}\"")));
        Assert.Contains("Seed 1, 2,000 requests in each scenario.", Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Always_ItsDrawingsAreWellFormedAndInsideTheirFrames()
    {
        foreach (XElement svg in Regex.Matches(Html, "<svg.*?</svg>", RegexOptions.Singleline).Select(match => XElement.Parse(match.Value)))
        {
            double[] frame = [.. svg.Attribute("viewBox")!.Value.Split(' ').Select(Number)];
            Assert.All(svg.Elements("polyline").SelectMany(line => line.Attribute("points")!.Value.Split(' ')), point =>
            {
                string[] xy = point.Split(',');
                Assert.InRange(Number(xy[0]), 0, frame[2]);
                Assert.InRange(Number(xy[1]), 0, frame[3]);
            });
            Assert.All(svg.Elements("circle"), circle => Assert.InRange(Number(circle.Attribute("cx")!.Value), 0, frame[2]));
            Assert.All(svg.Elements("rect"), bar => Assert.InRange(Number((bar.Attribute("x")?.Value) ?? "0") + Number(bar.Attribute("width")!.Value), 0, frame[2]));
        }
    }

    [Fact]
    public void Table_Always_HasARowForEveryPolicyInEveryScenario()
    {
        using var output = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = 130;
        new RaceTable(console).Write(Report);

        string[] lines = output.ToString().Split('\n');
        Assert.All(Racer.All, racer => Assert.Equal(
            RaceScenarios.All.Count, lines.Count(line => line.StartsWith($"  {racer.Name} ", StringComparison.Ordinal) && !IsLongerName(line, racer))));
        Assert.All(RaceScenarios.All, scenario => Assert.Contains($"{scenario.Title} ({scenario.Key})", lines.Select(line => line.TrimEnd())));
        Assert.All(lines, line => Assert.InRange(line.TrimEnd().Length, 0, 130));

        static bool IsLongerName(string line, Racer racer) => racer.LoadBound is null && line.Contains("bounded", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("▁▂▃▄▅▆▇█", 8, 0, 1, 2, 3, 4, 5, 6, 7)]
    [InlineData("▄█", 2, 1, 3, 2, 7)] // Each column is the most of its stretch.
    public void Spark_Values_AreColumns(string expected, int width, params int[] values) => Assert.Equal(expected, RaceText.Spark(values, width, 7));

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
