using System.CommandLine;
using System.Globalization;
using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Lab.Commands;

/// <summary>The options that say how to check.</summary>
internal sealed class RunSettings
{
    private readonly Option<int?> _seed = new("--seed")
    {
        Description = "Makes the random values of an earlier run again. Every run prints its seed.",
        HelpName = "number",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seed))
            {
                result.AddError($"--seed '{text}' is not a number. Give the one that an earlier run printed.");
            }

            return seed;
        },
    };

    private readonly Option<double> _interval = new("--interval")
    {
        Description = "The seconds between two health checks of the program.",
        HelpName = "seconds",
        DefaultValueFactory = _ => 10,
    };

    private readonly Option<double> _startLimit = new("--start-limit")
    {
        Description = "The seconds that the program may take until it listens. It may have to be built first.",
        HelpName = "seconds",
        DefaultValueFactory = _ => 90,
    };

    private readonly Option<string[]> _only = new("--only")
    {
        Description = "Run this check and no other (once for each).",
        HelpName = "check",
        DefaultValueFactory = _ => [],
    };

    public RunSettings()
    {
        _only.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => CheckCatalog.All.All(check => check.Id != token.Value)))
            {
                result.AddError($"There is no check '{token.Value}'. There are: {string.Join(", ", CheckCatalog.All.Select(check => check.Id))}.");
            }
        });
        AtLeast(_interval, 0.1);
        AtLeast(_startLimit, 1);
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_seed);
        command.Options.Add(_interval);
        command.Options.Add(_startLimit);
        command.Options.Add(_only);
    }

    public RunOptions Read(ParseResult parsed, int level) => new(level, parsed.GetValue(_seed) ?? Random.Shared.Next(1, 1_000_000))
    {
        Interval = TimeSpan.FromSeconds(parsed.GetValue(_interval)),
        StartLimit = TimeSpan.FromSeconds(parsed.GetValue(_startLimit)),
        Only = parsed.GetValue(_only) ?? [],
    };

    private static void AtLeast(Option<double> option, double least) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && (!double.TryParse(token.Value, CultureInfo.InvariantCulture, out double value) || !(value >= least) || value > 3600))
        {
            result.AddError(FormattableString.Invariant($"{option.Name} '{token.Value}' is not a time. Give seconds, from {least} to 3600."));
        }
    });
}
