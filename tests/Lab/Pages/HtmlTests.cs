using LearnLoadBalancer.Lab.Pages;

namespace LearnLoadBalancer.Tests.Lab.Pages;

public sealed class HtmlTests
{
    [Fact]
    public void Of_Values_AreEscapedUnlessTheyAreMarkup()
    {
        string text = "<b> & \"c\"";
        var markup = new Html("<i>x</i>");

        Assert.Equal("<p title=\"&lt;b&gt; &amp; &quot;c&quot;\"><i>x</i></p>", Html.Of($"<p title=\"{text}\">{markup}</p>").Markup);
    }

    [Fact]
    public void Of_Numbers_AreWrittenAsInEveryReport() => Assert.Equal("1,234 0.5", Html.Of($"{1234:N0} {0.46:0.0}").Markup);

    [Fact]
    public void Of_Nothing_IsNothing() => Assert.Equal("<p></p>", Html.Of($"<p>{(string?)null}</p>").Markup);

    [Fact]
    public void Table_CellsFromAProgram_AreText() =>
        Assert.Contains("<tr><td>&lt;script&gt;</td></tr>", HtmlPage.Table(["x"], [["<script>"]]).Markup, StringComparison.Ordinal);
}
