using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace LearnLoadBalancer.Level5.Checks;

/// <summary>A set of statuses, as it is typed: <c>200-399</c> or <c>200,204,301-303</c>.</summary>
internal sealed class StatusRanges
{
    /// <summary>200 to 399.</summary>
    public static readonly StatusRanges Default = new([(200, 399)]);

    private readonly (int First, int Last)[] _ranges;

    private StatusRanges((int First, int Last)[] ranges) => _ranges = ranges;

    /// <summary>Reads the text.</summary>
    /// <returns>False when it is no list of statuses from 100 to 599.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out StatusRanges? ranges)
    {
        var found = new List<(int, int)>();
        foreach (string part in text.Split(','))
        {
            string[] ends = part.Split('-');
            if (ends.Length > 2 || !TryParseStatus(ends[0], out int first) || !TryParseStatus(ends[^1], out int last) || last < first)
            {
                ranges = null;
                return false;
            }

            found.Add((first, last));
        }

        ranges = new StatusRanges([.. found]);
        return true;
    }

    /// <summary>Whether it is one of them.</summary>
    public bool Contains(int status) => Array.Exists(_ranges, range => status >= range.First && status <= range.Last);

    /// <summary>The form in which it is typed.</summary>
    public override string ToString() =>
        string.Join(',', _ranges.Select(range => range.First == range.Last ? $"{range.First}" : $"{range.First}-{range.Last}"));

    private static bool TryParseStatus(string text, out int status) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out status) && status is >= 100 and <= 599;
}
