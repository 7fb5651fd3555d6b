using System.Text.RegularExpressions;
using System.Xml.Linq;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Reporting;

namespace LearnLoadBalancer.Tests.Lab.Checking.Reporting;

public sealed class HtmlReportTests
{
    private readonly string _page = HtmlReport.Write(SampleReport.Create());

    /// <summary>Readable on a train: nothing that a browser would fetch.</summary>
    [Fact]
    public void Write_ARun_LoadsNothing()
    {
        Assert.DoesNotMatch(new Regex(@"\b(src|href|xlink:href|action|data)\s*=", RegexOptions.IgnoreCase), _page);
        Assert.DoesNotMatch(new Regex(@"url\(|@import|<link|<script|<iframe|<img|<object", RegexOptions.IgnoreCase), _page);
    }

    [Fact]
    public void Write_TextOfTheProgram_IsNotMarkup()
    {
        Assert.Contains("panic: &lt;oh&gt;", _page, StringComparison.Ordinal);
        Assert.Contains("&lt;/svg&gt;&lt;script&gt;", _page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_AFailure_StandsOpenWithWhatWasExpectedAndCame()
    {
        Assert.Contains("<details open class=\"check\" id=\"responds\">", _page, StringComparison.Ordinal);
        Assert.Contains("Expected <b>200 &amp; more</b>; came <b>&lt;nothing&gt;</b>.", _page, StringComparison.Ordinal);
    }

    /// <summary>Of a program that does something in its own way there is nothing to mend.</summary>
    [Fact]
    public void Write_AChoiceAndNoMistake_HasNoHint()
    {
        RunReport report = SampleReport.Create();
        CheckOutcome choice = report.Outcomes[1] with { Verdict = Verdict.CouldNotTell, Reason = "That is a choice, not a mistake." };

        string page = HtmlReport.Write(report with { Outcomes = [choice] });

        Assert.Contains(choice.Reason, page, StringComparison.Ordinal);
        Assert.DoesNotContain("Hint.", page, StringComparison.Ordinal);
        Assert.Contains("Hint.", HtmlReport.Write(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_ATimeLine_IsXmlWithARowForEachPartyAndABarForTheOutage()
    {
        Match svg = Regex.Match(_page, "<svg class=\"time\".*?</svg>", RegexOptions.Singleline);
        XElement drawing = XElement.Parse(svg.Value);

        Assert.Equal(["client", "program", "backend 2"], drawing.Elements("text").Select(text => text.Value).Where(text => !text.EndsWith(" s", StringComparison.Ordinal)));
        Assert.Single(drawing.Elements("line"), line => (string?)line.Attribute("class") == "down");
        Assert.Equal(6, drawing.Elements("g").Count());
    }
}
