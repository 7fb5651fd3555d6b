using LearnLoadBalancer.Level5.Checks;

namespace LearnLoadBalancer.Tests.Level5.Checks;

public sealed class StatusRangesTests
{
    [Theory]
    [InlineData("200", new[] { 200 }, new[] { 199, 201 })]
    [InlineData("200,301-303", new[] { 200, 301, 302, 303 }, new[] { 201, 300, 304 })]
    [InlineData("200-399", new[] { 200, 399 }, new[] { 199, 400 })]
    public void Contains_AList_IsEachOfThem(string text, int[] inside, int[] outside)
    {
        Assert.True(StatusRanges.TryParse(text, out StatusRanges? ranges));
        Assert.All(inside, status => Assert.True(ranges.Contains(status)));
        Assert.All(outside, status => Assert.False(ranges.Contains(status)));
        Assert.Equal(text, ranges.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("2xx")]
    [InlineData("99")]
    [InlineData("600")]
    [InlineData("300-200")]
    [InlineData("200-299-399")]
    [InlineData("200,")]
    [InlineData("-200")]
    public void TryParse_NoStatuses_IsRefused(string text) => Assert.False(StatusRanges.TryParse(text, out _));
}
