using System.Globalization;

namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>Level 3, naive: looks for the length, and does not ask whether something else speaks against it.</summary>
internal static class LengthWins
{
    public static long BodyLength(IReadOnlyDictionary<string, string> fields)
    {
        return fields.TryGetValue("Content-Length", out string? length)
            ? long.Parse(length, CultureInfo.InvariantCulture)
            : 0;
    }
}
