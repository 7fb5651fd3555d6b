namespace LearnLoadBalancer.Lab.Exercises;

/// <summary>A source file, and the bodies in it that exercises are about.</summary>
internal sealed class MarkedSource
{
    private readonly string[] _lines;

    private MarkedSource(string[] lines, IReadOnlyList<MarkedRegion> regions)
    {
        _lines = lines;
        Regions = regions;
    }

    /// <summary>The marked bodies, from top to bottom. An exercise may have several.</summary>
    public IReadOnlyList<MarkedRegion> Regions { get; }

    /// <summary>Finds the markers.</summary>
    /// <exception cref="FormatException">A begin without its end, or the other way round.</exception>
    public static MarkedSource Parse(string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        var regions = new List<MarkedRegion>();
        ExerciseMarker? open = null;
        int first = 0;
        for (int i = 0; i < lines.Length; i++)
        {
            if (!ExerciseMarker.TryParse(lines[i], out ExerciseMarker? marker))
            {
                continue;
            }

            if (marker.IsBegin == open is not null || (open is not null && open.ExerciseId != marker.ExerciseId))
            {
                throw new FormatException($"Line {i + 1}: '{lines[i].Trim()}' has no counterpart.");
            }

            if (open is not null)
            {
                regions.Add(new MarkedRegion(open.ExerciseId, open.Indent, first, lines[first..i]));
            }

            open = marker.IsBegin ? marker : null;
            first = i + 1;
        }

        return open is null
            ? new MarkedSource(lines, regions)
            : throw new FormatException($"'// exercise {open.ExerciseId}: begin' has no end.");
    }

    /// <summary>The text with other lines in place of some bodies. The markers stay: they say where to work.</summary>
    /// <param name="replace">The lines for a body, or null to leave it as it is.</param>
    public string WithBodies(Func<MarkedRegion, IReadOnlyList<string>?> replace)
    {
        var lines = new List<string>(_lines);
        foreach (MarkedRegion region in Regions.Reverse()) // From the bottom up, so that the indexes above stay true.
        {
            if (replace(region) is { } body)
            {
                lines.RemoveRange(region.First, region.Lines.Count);
                lines.InsertRange(region.First, body);
            }
        }

        return string.Join('\n', lines);
    }

    /// <summary>The text without the markers of the exercises that <paramref name="drop"/> names. The bodies stay.</summary>
    public string WithoutMarkers(Predicate<string> drop) =>
        string.Join('\n', _lines.Where(line => !ExerciseMarker.TryParse(line, out ExerciseMarker? marker) || !drop(marker.ExerciseId)));
}
