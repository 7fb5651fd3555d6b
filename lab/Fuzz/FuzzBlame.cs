using System.Globalization;
using System.Text.RegularExpressions;

namespace LearnLoadBalancer.Lab.Fuzz;

/// <summary>Finds out whose doing a complaint is, when several cases are played at a time.</summary>
/// <remarks>
/// The number of its case stands in the target of each request. A mutation may have hit it, and a line of
/// the balancer's log has no target: then it was one of those that were being played.
/// </remarks>
internal static partial class FuzzBlame
{
    /// <summary>What a target begins with.</summary>
    public static string Mark(int number) => string.Create(CultureInfo.InvariantCulture, $"case{number}-");

    /// <summary>The complaint, and the case to play again.</summary>
    /// <param name="complaint">What the backend or the log says.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="playing">The cases that may have to do with it.</param>
    public static string Describe(string complaint, int seed, IEnumerable<int> playing)
    {
        int[] suspects = [.. playing.Distinct().Order()];
        string[] named = [.. Marked().Matches(complaint).Select(match => match.Groups[1].Value).Distinct()];
        return named is [var one] && int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && suspects.Contains(number)
            ? $"Case {number} of seed {seed}: {complaint}"
            : $"One of the cases {string.Join(", ", suspects)} of seed {seed}, or one just before them: {complaint}";
    }

    [GeneratedRegex("/case([0-9]{1,9})-")]
    private static partial Regex Marked();
}
