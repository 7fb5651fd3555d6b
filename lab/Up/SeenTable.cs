using Spectre.Console;

namespace LearnLoadBalancer.Lab.Up;

/// <summary>Who runs, and beside it how the level sees them: what was done, and what was noticed of it.</summary>
internal static class SeenTable
{
    /// <summary>As wide as the widest state, <c>ejected for 120.0 s</c>: so that nothing jumps while it counts down.</summary>
    private const int StateWidth = 19;

    private const int Gap = 2;
    private const int LeastWhy = 8;

    /// <param name="status">Who.</param>
    /// <param name="width">How wide a line may be. What does not fit of the reason is left out: the height stays the same.</param>
    public static Grid Of(UpStatus status, int width)
    {
        ServiceStatus[] all = [status.Level, .. status.Backends];
        int taken = all.Max(one => one.Name.Length) + all.Max(one => one.Url.Length) + all.Max(one => one.Condition.Length) + StateWidth + (4 * Gap);
        Grid table = new Grid().AddColumns(3).AddColumn(new GridColumn().Width(StateWidth)).AddColumn(new GridColumn().PadRight(0));
        foreach (ServiceStatus one in all)
        {
            table.AddRow(
                $"[{UpColours.OfSource(one.Name)}]{one.Name}[/]",
                one.Url,
                $"[{UpColours.OfCondition(one)}]{one.Condition}[/]",
                one.Seen is { } seen ? $"[{UpColours.OfState(seen)}]{Markup.Escape(seen.State)}[/]" : one == status.Level ? "sees them as" : "",
                Markup.Escape(Cropped(one.Seen?.Why ?? "", width - taken)));
        }

        return table;
    }

    private static string Cropped(string text, int room) =>
        text.Length <= room ? text : room < LeastWhy ? "" : $"{text[..(room - 1)].TrimEnd()}…";
}
