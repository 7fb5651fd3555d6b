namespace LearnLoadBalancer.Tests.Contracts.Http;

public sealed class RequestCasesTests
{
    [Fact]
    public void Rows_HaveNamesOfTheirOwn() =>
        Assert.Equal(RequestCases.All.Count, RequestCases.All.Select(row => row.Row).Distinct().Count());
}
