using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Pages;

namespace LearnLoadBalancer.Lab.Checking.Reporting;

/// <summary>A time line as a drawing: one row for the client, one for the program, one for each backend.</summary>
internal static class TimelineSvg
{
    private const int Width = 1000;
    private const int Left = 80;
    private const int Right = 20;
    private const int RowHeight = 26;
    private const int Top = 16;
    private const int Bottom = 22;

    /// <summary>What each mark looks like, and means.</summary>
    public static IReadOnlyList<(EventKind Kind, Html Shape, string Meaning)> Marks { get; } =
    [
        (EventKind.Step, new Html("<path class=\"m-step\" d=\"M0 5 L-4 -4 L4 -4 Z\"/>"), "step"),
        (EventKind.Request, new Html("<circle class=\"m-request\" r=\"3.2\"/>"), "request at a backend"),
        (EventKind.Dial, new Html("<circle class=\"m-dial\" r=\"3.4\"/>"), "connection without one of our requests"),
        (EventKind.Response, new Html("<rect class=\"m-response\" x=\"-1.2\" y=\"-6\" width=\"2.4\" height=\"12\"/>"), "client got its response"),
        (EventKind.Trouble, new Html("<rect class=\"m-trouble\" x=\"-1.2\" y=\"-6\" width=\"2.4\" height=\"12\"/>"), "client got something else"),
        (EventKind.Fault, new Html("<path class=\"m-fault\" d=\"M-4 -4 L4 4 M4 -4 L-4 4\" stroke-width=\"2\"/>"), "killed or misbehaving"),
        (EventKind.Closing, new Html("<path class=\"m-dial\" d=\"M-3 -3 L3 3 M3 -3 L-3 3\" stroke-width=\"1\"/>"), "idle connection closed"),
        (EventKind.Start, new Html("<path class=\"m-start\" d=\"M-4 -5 L5 0 L-4 5 Z\"/>"), "started"),
        (EventKind.Output, new Html("<rect class=\"m-output\" x=\"-2\" y=\"-3\" width=\"4\" height=\"6\"/>"), "line printed"),
    ];

    public static Html Draw(IReadOnlyList<TimelineEvent> events)
    {
        Lane[] lanes = [Lane.Client, Lane.Program, .. events.Select(one => one.Lane.Backend).Where(number => number > 0).Distinct().Order().Select(number => new Lane(number))];
        TimeSpan began = events[0].At;
        double seconds = Math.Max((events[^1].At - began).TotalSeconds, 0.001);
        int height = Top + (lanes.Length * RowHeight) + Bottom;
        var svg = new List<Html>();
        Grid(svg, seconds, height);
        for (int row = 0; row < lanes.Length; row++)
        {
            int y = Y(row);
            svg.Add(Html.Of($"<text x=\"8\" y=\"{y + 4}\">{lanes[row]}</text><line class=\"lane\" x1=\"{Left}\" y1=\"{y}\" x2=\"{Width - Right}\" y2=\"{y}\"/>"));
            Outages(svg, events.Where(one => one.Lane == lanes[row]), y, At);
        }

        // Thousands of marks on one spot are one mark: those that would lie on each other are drawn once.
        foreach (var spot in events.GroupBy(one => (one.Lane, one.Kind, X: Math.Round(At(one.At)))))
        {
            TimelineEvent first = spot.First();
            int count = spot.Count();
            string more = count > 1 ? $" (and {count - 1} more)" : "";
            int y = Y(Array.IndexOf(lanes, first.Lane)) - (first.Kind == EventKind.Step ? 10 : 0);
            Html shape = Marks.First(mark => mark.Kind == first.Kind).Shape;
            svg.Add(Html.Of($"<g transform=\"translate({At(first.At):0.#} {y})\"><title>{(first.At - began).TotalSeconds:0.000} s: {first.Text}{more}</title>{shape}</g>"));
        }

        return Html.Of($"<svg class=\"time\" viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-label=\"time line\">{Html.Join(svg)}</svg>\n");

        double At(TimeSpan time) => Left + ((time - began).TotalSeconds / seconds * (Width - Left - Right));
    }

    private static int Y(int row) => Top + (row * RowHeight) + (RowHeight / 2);

    /// <summary>A bar from each fault of a backend to its next start.</summary>
    private static void Outages(List<Html> svg, IEnumerable<TimelineEvent> lane, int y, Func<TimeSpan, double> at)
    {
        double? from = null;
        foreach (TimelineEvent one in lane.Where(one => one.Lane.Backend > 0))
        {
            if (one.Kind == EventKind.Fault)
            {
                from ??= at(one.At);
            }
            else if (one.Kind == EventKind.Start && from is { } start)
            {
                Bar(start, at(one.At));
                from = null;
            }
        }

        if (from is { } open)
        {
            Bar(open, Width - Right);
        }

        void Bar(double start, double end) =>
            svg.Add(Html.Of($"<line class=\"down\" x1=\"{start:0.#}\" y1=\"{y}\" x2=\"{end:0.#}\" y2=\"{y}\"/>"));
    }

    private static void Grid(List<Html> svg, double seconds, int height)
    {
        double step = Math.Pow(10, Math.Floor(Math.Log10(seconds)));
        step = seconds / step < 2 ? step / 5 : seconds / step < 5 ? step / 2 : step;
        for (double at = 0; at <= seconds; at += step)
        {
            double x = Left + (at / seconds * (Width - Left - Right));
            svg.Add(Html.Of($"<line class=\"tick\" x1=\"{x:0.#}\" y1=\"{Top - 6}\" x2=\"{x:0.#}\" y2=\"{height - Bottom}\"/><text x=\"{x:0.#}\" y=\"{height - 7}\" text-anchor=\"middle\">{at:0.####} s</text>"));
        }
    }
}
