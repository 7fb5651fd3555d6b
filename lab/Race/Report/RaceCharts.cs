using System.Globalization;
using LearnLoadBalancer.Lab.Pages;

namespace LearnLoadBalancer.Lab.Race.Report;

/// <summary>The charts of the page, as SVG inside it. Server number n has the colour of the class <c>s</c>n everywhere.</summary>
internal static class RaceCharts
{
    /// <summary>So many colours there are; more servers begin again with the first.</summary>
    public const int Colours = 10;

    private const int Left = 160;
    private const int Width = 720;
    private const int Right = 60;
    private const int Row = 24;

    private static readonly double[] Ticks = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000];

    private static readonly (double Share, string Kind)[] Marks = [(0.5, "p50"), (0.99, "p99"), (0.999, "p999")];

    /// <summary>Who got how many: a bar for each policy, cut by server.</summary>
    public static Html Requests(RaceHeat heat)
    {
        var svg = new List<Html>();
        foreach ((int row, RaceResult result) in heat.Results.Index())
        {
            svg.Add(Name(row, result));
            double x = Left;
            foreach ((int server, int requests) in result.Requests.Index())
            {
                double width = (double)requests / result.Requests.Sum() * (Width - Left - Right);
                svg.Add(Html.Of($"<rect class=\"s{server % Colours}\" x=\"{x:0.#}\" y=\"{(row * Row) + 3}\" width=\"{width:0.##}\" height=\"{Row - 6}\"><title>{heat.Scenario.Servers[server].Name}: {RaceText.Count(requests)}</title></rect>"));
                x += width;
            }
        }

        return Drawing(heat.Results.Count * Row, Width, "requests per backend", svg);
    }

    /// <summary>p50, p99 and p99.9 on one line for each policy, on a scale where each step is ten times the one before.</summary>
    public static Html Latencies(RaceHeat heat)
    {
        int height = heat.Results.Count * Row;
        double lowest = Math.Log10(heat.Results.Min(result => Math.Max(result.Percentile(0.5), 0.1))) - 0.1;
        double highest = Math.Max(Math.Log10(heat.Results.Max(result => result.Percentile(0.999))), lowest + 0.3);
        var svg = new List<Html>();
        foreach (double tick in Ticks.Where(tick => Math.Log10(tick) >= lowest && Math.Log10(tick) <= highest + 0.01))
        {
            svg.Add(Html.Of($"<line class=\"tick\" x1=\"{X(tick):0.#}\" y1=\"0\" x2=\"{X(tick):0.#}\" y2=\"{height}\"/><text x=\"{X(tick):0.#}\" y=\"{height + 15}\" text-anchor=\"middle\">{tick} ms</text>"));
        }

        foreach ((int row, RaceResult result) in heat.Results.Index())
        {
            svg.Add(Name(row, result));
            int y = (row * Row) + (Row / 2);
            svg.Add(Html.Of($"<line class=\"span\" x1=\"{X(result.Percentile(0.5)):0.#}\" y1=\"{y}\" x2=\"{X(result.Percentile(0.999)):0.#}\" y2=\"{y}\"/>"));
            foreach ((double share, string kind) in Marks.Reverse())
            {
                svg.Add(Html.Of($"<circle class=\"{kind}\" cx=\"{X(result.Percentile(share)):0.#}\" cy=\"{y}\" r=\"5\"><title>{kind.Replace("p999", "p99.9", StringComparison.Ordinal)}: {RaceText.Milliseconds(result.Percentile(share))} ms</title></circle>"));
            }
        }

        return Drawing(height + Row, Width, "latency", svg);

        double X(double milliseconds) =>
            Left + ((Math.Log10(Math.Max(milliseconds, 0.1)) - lowest) / (highest - lowest) * (Width - Left - Right));
    }

    /// <summary>Requests in flight over time: a line for each server. All policies of a scenario have the same scale.</summary>
    public static Html InFlight(RaceHeat heat, RaceResult result)
    {
        const int ChartWidth = 340;
        const int ChartHeight = 110;
        const int Axis = 34;
        int most = Math.Max(heat.Results.Max(other => other.Peak), 1);
        var svg = new List<Html>();
        svg.Add(Html.Of($"<line class=\"tick\" x1=\"{Axis}\" y1=\"{ChartHeight}\" x2=\"{ChartWidth}\" y2=\"{ChartHeight}\"/><text x=\"{Axis - 4}\" y=\"{ChartHeight}\" text-anchor=\"end\">0</text><text x=\"{Axis - 4}\" y=\"12\" text-anchor=\"end\">{most}</text>"));
        svg.Add(Html.Of($"<text x=\"{Axis}\" y=\"{ChartHeight + 14}\">0 s</text><text x=\"{ChartWidth}\" y=\"{ChartHeight + 14}\" text-anchor=\"end\">{heat.Seconds:0} s</text>"));
        foreach ((int server, IReadOnlyList<int> counts) in result.InFlight.Index())
        {
            IEnumerable<string> points = counts.Select((count, stretch) => string.Create(
                CultureInfo.InvariantCulture,
                $"{Axis + ((double)stretch / (counts.Count - 1) * (ChartWidth - Axis)):0.#},{ChartHeight - ((double)count / most * (ChartHeight - 6)):0.#}"));
            svg.Add(Html.Of($"<polyline class=\"l{server % Colours}\" points=\"{string.Join(' ', points)}\"><title>{heat.Scenario.Servers[server].Name}</title></polyline>"));
        }

        return Drawing(ChartHeight + 18, ChartWidth, $"in flight, {result.Racer.Name}", svg);
    }

    private static Html Drawing(int height, int width, string label, IEnumerable<Html> parts) =>
        Html.Of($"<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{label}\">{Html.Join(parts)}</svg>\n");

    private static Html Name(int row, RaceResult result) =>
        Html.Of($"<text x=\"{Left - 8}\" y=\"{(row * Row) + (Row / 2) + 4}\" text-anchor=\"end\">{result.Racer.Name}</text>");
}
