using System.Globalization;
using System.Net;
using System.Text;
using LearnLoadBalancer.Lab.Bench.Figures;

namespace LearnLoadBalancer.Lab.Bench.Report;

/// <summary>A bar for each proxy, as HTML: its length is the value's share of the largest.</summary>
internal static class BarChart
{
    /// <summary>Shorter bars could not be seen.</summary>
    private const double MinPercent = 0.5;

    /// <summary>Writes the chart; nothing when there are no values.</summary>
    public static string Write(Figure figure, IReadOnlyList<ProxyResult> results)
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
            return "";
        }

        double largest = bars.Max(bar => bar.Value);
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<p>{WebUtility.HtmlEncode(figure.Heading)}, {(figure.LowerIsBetter ? "shorter" : "longer")} is better:</p>\n");
        html.Append("<div class=\"chart\">\n");
        foreach ((string proxy, double value) in bars)
        {
            double percent = largest > 0 ? Math.Clamp(value / largest * 100, MinPercent, 100) : MinPercent;
            string ours = proxy.StartsWith("level", StringComparison.Ordinal) ? " ours" : "";
            html.Append(CultureInfo.InvariantCulture, $"<span>{WebUtility.HtmlEncode(proxy)}</span><div><div class=\"bar{ours}\" style=\"width: {percent:0.0}%\">{Text.Value(figure, value)}</div></div>\n");
        }

        return html.Append("</div>\n").ToString();
    }
}
