using System.CommandLine;
using System.CommandLine.Parsing;

namespace LearnLoadBalancer.Lab.Commands;

/// <summary>Rules for the values of options, with messages that say what to write.</summary>
internal static class OptionRules
{
    /// <summary>A whole number, from 1 on.</summary>
    public static void MustBePositive(Option<int> option) => option.Validators.Add(result =>
    {
        if (result.GetValueOrDefault<int>() < 1)
        {
            result.AddError($"{option.Name} must be 1 or more.");
        }
    });

    /// <summary>Names of a list.</summary>
    public static void MustBeAmong(Option<string[]> option, Func<IEnumerable<string>> keys) => option.Validators.Add(result =>
    {
        if (NamesIn(result.Tokens).FirstOrDefault(name => !keys().Contains(name)) is { } unknown)
        {
            result.AddError($"{option.Name} '{unknown}' is unknown. Choose from: {string.Join(", ", keys())}.");
        }
    });

    /// <summary>Names with spaces or with commas between them.</summary>
    public static string[] NamesIn(IEnumerable<Token> tokens) =>
        [.. tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
}
