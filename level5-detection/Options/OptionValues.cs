using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace LearnLoadBalancer.Level5.Options;

/// <summary>Options that take a time, a share or a number.</summary>
internal static class OptionValues
{
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(1);

    /// <summary>An option that takes a time: <c>500ms</c>, <c>2s</c>, <c>1.5s</c>, <c>10m</c>, <c>1h</c>.</summary>
    public static Option<TimeSpan> Time(string name, string description, TimeSpan usual, string example) => new(name)
    {
        Description = description,
        HelpName = "time",
        DefaultValueFactory = _ => usual,
        CustomParser = result => ParseTime(name, example, result) ?? usual,
    };

    /// <summary>The same, for what is off unless it is said.</summary>
    public static Option<TimeSpan?> OptionalTime(string name, string description, string example) => new(name)
    {
        Description = description,
        HelpName = "time",
        CustomParser = result => ParseTime(name, example, result),
    };

    /// <summary>An option that takes a share: <c>50%</c>.</summary>
    public static Option<double> Percent(string name, string description, double usual) => new(name)
    {
        Description = description,
        HelpName = "percent",
        DefaultValueFactory = _ => usual,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (text.EndsWith('%') && double.TryParse(text.AsSpan(..^1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double percent) && percent is >= 0 and <= 100)
            {
                return percent / 100;
            }

            result.AddError($"{name} '{text}' is not a share. Write a number from 0 to 100 with % behind it, for example {name} 50%.");
            return usual;
        },
    };

    /// <summary>An option that takes a whole number.</summary>
    public static Option<int> Count(string name, string description, int usual, int least) => new(name)
    {
        Description = description,
        HelpName = "number",
        DefaultValueFactory = _ => usual,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count >= least && count <= 1000)
            {
                return count;
            }

            result.AddError($"{name} '{text}' is not a number from {least} to 1000. Write, for example, {name} {usual}.");
            return usual;
        },
    };

    private static TimeSpan? ParseTime(string name, string example, ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        int unit = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        TimeSpan one = text[unit..] switch
        {
            "ms" => TimeSpan.FromMilliseconds(1),
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            "h" => TimeSpan.FromHours(1),
            _ => TimeSpan.Zero,
        };
        if (double.TryParse(text.AsSpan(0, unit), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count)
            && count <= LongestTime / TimeSpan.FromMilliseconds(1)
            && one * count is var time && time >= TimeSpan.FromMilliseconds(1) && time <= LongestTime)
        {
            return time;
        }

        result.AddError($"{name} '{text}' is not a time from 1ms to 24h. Write a number with ms, s, m or h behind it, for example {name} {example}.");
        return null;
    }
}
