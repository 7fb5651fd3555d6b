using System.Globalization;
using LearnLoadBalancer.Lab.Bench.Figures;

namespace LearnLoadBalancer.Lab.Bench.Report;

/// <summary>Figures as text, the same in every report.</summary>
internal static class Text
{
    /// <summary>What stands where nothing was measured.</summary>
    public const string Nothing = "-";

    /// <summary>A value with the digits that its figure deserves.</summary>
    public static string Value(Figure figure, double? value) =>
        value?.ToString("N" + figure.Digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) ?? Nothing;

    /// <summary>A ratio.</summary>
    public static string Ratio(double? ratio) => ratio?.ToString("0.00", CultureInfo.InvariantCulture) ?? Nothing;
}
