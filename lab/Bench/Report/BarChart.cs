using LearnLoadBalancer.Lab.Bench.Figures;
using LearnLoadBalancer.Lab.Pages;

namespace LearnLoadBalancer.Lab.Bench.Report;

/// <summary>A bar for each proxy, as HTML: its length is the value's share of the largest.</summary>
internal static class BarChart
{
    /// <summary>Shorter bars could not be seen.</summary>
    private const double MinPercent = 0.5;

    /// <summary>Writes the chart; nothing when there are no values.</summary>
    public static Html Write(Figure figure, IReadOnlyList<ProxyResult> results)
    {
        (string Proxy, double Value)[] bars =
        [
            .. from result in results
               let value = result.Medians[figure]
               where value is not null
               orderby figure.LowerIsBetter ? value : -value
               select (result.Proxy, value.Value),
        ];
        if (bars.Length == 0)
        {
            return Html.None;
        }

        double largest = bars.Max(bar => bar.Value);
        return Html.Of($"""
            <p>{figure.Heading}, {(figure.LowerIsBetter ? "shorter" : "longer")} is better:</p>
            <div class="chart">
            {Html.Join(bars.Select(bar => Bar(figure, bar.Proxy, bar.Value, largest)))}</div>

            """);
    }

    private static Html Bar(Figure figure, string proxy, double value, double largest)
    {
        double percent = largest > 0 ? Math.Clamp(value / largest * 100, MinPercent, 100) : MinPercent;
        string ours = proxy.StartsWith("level", StringComparison.Ordinal) ? " ours" : "";
        return Html.Of($"<span>{proxy}</span><div><div class=\"bar{ours}\" style=\"width: {percent:0.0}%\">{Text.Value(figure, value)}</div></div>\n");
    }
}
