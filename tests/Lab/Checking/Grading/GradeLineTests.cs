using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Grading;
using LearnLoadBalancer.Tests.Lab.Checking.Reporting;
using LearnLoadBalancer.Tests.Lab.Support;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Lab.Checking.Grading;

/// <summary>What a teacher sees of a class, in the terminal and on the page over all.</summary>
public sealed class GradeLineTests
{
    private const string Long = "lab.json does not say how the program is started, and here follows so much more of it that no line of a terminal would hold all of this at once";

    [Fact]
    public void Write_ShortRemark_IsOneLine() =>
        Assert.Equal("anna                     could not tell      0      0  0   0.0 s  Not there.", GradeLine.Write(Grade("anna", "Not there.")));

    [Fact]
    public void Write_LongRemark_GoesOnBelowAsAWhole()
    {
        string[] lines = GradeLine.Write(Grade("anna", Long)).ReplaceLineEndings("\n").Split('\n');

        Assert.EndsWith(" s", lines[0], StringComparison.Ordinal);
        Assert.True(lines.Length > 2);
        Assert.Equal(Long, string.Join(' ', lines.Skip(1).Select(line => line[4..])));
    }

    [Fact]
    public void Write_NameThatPaints_IsPlain() => Assert.StartsWith("bela ", GradeLine.Write(Grade("\u001b[31mbela\u001b[2J", "")), StringComparison.Ordinal);

    [Fact]
    public void WriteIndex_AClass_LeadsToEachReportAndEscapesNames()
    {
        string page = GradeIndex.Write(new RunOptions(1, 7), [Grade("a <b> & c", Long), new Grade(new Submission("x y", "/x"), "go run .", SampleReport.Create(), null)]);

        Assert.Contains("a &lt;b&gt; &amp; c", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"x%20y/index.html\">x y</a>", page, StringComparison.Ordinal);
        Assert.Single(page.Split("<a href").Skip(1)); // There is no report without a run.
        Assert.Contains(Long, page, StringComparison.Ordinal);
        Assert.Contains("0 passed everything", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_ProgramThatIsJudged_SaysWhoseAndHowFar()
    {
        var clock = new ManualTimeProvider();
        var screen = new Screen();
        RunReport report = SampleReport.Create();

        await new GradeProgress(screen, "anna", checks: 20, rewrites: false, clock).ShowAsync("go run .", new RunOptions(1, 7), observer =>
        {
            observer.CheckEnds(report.Outcomes[0]);
            observer.CheckBegins(report.Outcomes[1].Check);
            clock.Advance(GradeProgress.SignOfLife);
            return Task.FromResult(report);
        });

        Assert.Equal(["  … anna                 1 of 20 checks, 15 s: responds"], screen.Lines);
    }

    [Fact]
    public async Task Show_OnATerminal_LeavesNothingBehind()
    {
        var clock = new ManualTimeProvider();
        var screen = new Screen();

        await new GradeProgress(screen, "anna", checks: 20, rewrites: true, clock).ShowAsync("go run .", new RunOptions(1, 7), _ =>
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            Assert.StartsWith("\r  … anna ", screen.Text, StringComparison.Ordinal);
            return Task.FromResult(SampleReport.Create());
        });

        Assert.Matches(@"\r +\r$", screen.Text);
        Assert.DoesNotContain('\n', screen.Text);
    }

    private static Grade Grade(string name, string trouble) => new(new Submission(name, $"/{name}"), null, null, trouble);
}
