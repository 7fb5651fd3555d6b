using System.CommandLine;
using System.Globalization;
using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Lab.Commands;

/// <summary>The argument that names a level: <c>level2</c>, or just <c>2</c>.</summary>
internal static class LevelArgument
{
    public static Argument<int> Create() => new("level")
    {
        Description = $"Up to which level to check: level1 to level{CheckCatalog.HighestLevel}.",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            string digits = text.StartsWith("level", StringComparison.OrdinalIgnoreCase) ? text["level".Length..] : text;
            if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int level) || level < 1 || level > CheckCatalog.HighestLevel)
            {
                result.AddError($"'{text}' is not a level that can be checked. There are checks for level1 to level{CheckCatalog.HighestLevel}.");
            }

            return level;
        },
    };
}
