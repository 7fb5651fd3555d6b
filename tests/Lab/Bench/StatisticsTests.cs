using LearnLoadBalancer.Lab.Bench.Figures;

namespace LearnLoadBalancer.Tests.Lab.Bench;

public class StatisticsTests
{
    [Theory]
    [InlineData(new[] { 3.0 }, 3.0)]
    [InlineData(new[] { 9.0, 1.0, 2.0 }, 2.0)]
    [InlineData(new[] { 4.0, 1.0, 100.0, 2.0 }, 3.0)]
    public void Median_OfValues_IsTheMiddle(double[] values, double expected) => Assert.Equal(expected, Statistics.Median(values));

    [Fact]
    public void Median_OfNothing_Throws() => Assert.Throws<ArgumentException>(() => Statistics.Median([]));

    [Fact]
    public void Percentile_OfAThousand_IsTheNearestRank()
    {
        double[] sorted = [.. Enumerable.Range(1, 1000)];

        Assert.Equal(500, Statistics.Percentile(sorted, 0.50));
        Assert.Equal(990, Statistics.Percentile(sorted, 0.99));
        Assert.Equal(999, Statistics.Percentile(sorted, 0.999));
        Assert.Equal(1000, Statistics.Percentile(sorted, 1));
        Assert.Null(Statistics.Percentile([], 0.5));
    }

    [Fact]
    public void Medians_FigureMissingInARound_UsesTheOthers()
    {
        Sample[] rounds =
        [
            new Sample().Set(Figure.P50, 1).Set(Figure.P99, 10),
            new Sample().Set(Figure.P50, 3),
            new Sample().Set(Figure.P50, 2).Set(Figure.P99, 30),
        ];

        Sample medians = Statistics.Medians(rounds);

        Assert.Equal(2, medians[Figure.P50]);
        Assert.Equal(20, medians[Figure.P99]);
        Assert.Null(medians[Figure.P999]);
    }

    [Fact]
    public void Ratio_UnknownOrZero_IsUnknown()
    {
        Assert.Equal(1.5, Statistics.Ratio(3, 2));
        Assert.Null(Statistics.Ratio(null, 2));
        Assert.Null(Statistics.Ratio(3, null));
        Assert.Null(Statistics.Ratio(3, 0));
    }

    [Fact]
    public void Set_NotANumber_IsLeftOut() => Assert.Null(new Sample().Set(Figure.P50, 0.0 / 0)[Figure.P50]);
}
