using System.CommandLine;
using System.CommandLine.Parsing;
using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Level5.Checks;

namespace LearnLoadBalancer.Level5.Options;

/// <summary>How servers are checked.</summary>
internal sealed class CheckOptionSet : ILevelOptions<CheckOptions>
{
    private static readonly CheckOptions Usual = new();

    private readonly Option<string?> _path = new("--check-path")
    {
        Description = "What a check asks for, such as /health. Without it, a check only connects.",
        HelpName = "path",
        CustomParser = ParsePath,
    };

    private readonly Option<StatusRanges> _status = new("--check-status")
    {
        Description = "Which statuses are good, such as 200 or 200,204 or 200-299.",
        HelpName = "statuses",
        DefaultValueFactory = _ => StatusRanges.Default,
        CustomParser = ParseStatus,
    };

    private readonly Option<string?> _contains = new("--check-contains")
    {
        Description = $"What the body has to contain, within its first {BodySearch.MostOfBody / 1024} KiB.",
        HelpName = "text",
        CustomParser = ParseContains,
    };

    private readonly Option<TimeSpan> _interval = OptionValues.Time(
        "--check-interval", "From one check of a server to the next, as long as all is well.", Usual.Interval, "5s");

    private readonly Option<TimeSpan> _timeout = OptionValues.Time(
        "--check-timeout", "How long a check may take.", Usual.Timeout, "2s");

    private readonly Option<int> _rise = OptionValues.Count(
        "--rise", "So many checks in a row have to pass until a server that is down is up.", Usual.Rise, least: 1);

    private readonly Option<int> _fall = OptionValues.Count(
        "--fall", "So many checks in a row have to fail until a server that is up is down.", Usual.Fall, least: 1);

    public void AddTo(Command command)
    {
        command.Options.Add(_path);
        command.Options.Add(_status);
        command.Options.Add(_contains);
        command.Options.Add(_interval);
        command.Options.Add(_timeout);
        command.Options.Add(_rise);
        command.Options.Add(_fall);
    }

    public CheckOptions Read(ParseResult parsed) => new()
    {
        Interval = parsed.GetValue(_interval),
        Timeout = parsed.GetValue(_timeout),
        Rise = parsed.GetValue(_rise),
        Fall = parsed.GetValue(_fall),
        Http = parsed.GetValue(_path) is { } path
            ? new HttpCheckOptions(path) { Status = parsed.GetValue(_status)!, Contains = parsed.GetValue(_contains) }
            : null,
    };

    /// <inheritdoc/>
    /// <remarks>An option that would do nothing was meant to do something.</remarks>
    public string? Conflict(ParseResult parsed)
    {
        Option? useless = parsed.GetValue(_path) is null
            ? new Option[] { _status, _contains }.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false })
            : null;
        return useless is null ? null : $"{useless.Name} does nothing without --check-path. Add --check-path /health, or leave it out.";
    }

    private static string? ParsePath(ArgumentResult result)
    {
        string path = result.Tokens[0].Value;
        if (path.StartsWith('/') && path.All(letter => letter is > ' ' and < '\x7f' and not '#'))
        {
            return path;
        }

        result.AddError($"--check-path '{path}' is not a path. Begin it with a slash and write no spaces, for example --check-path /health.");
        return null;
    }

    private static StatusRanges ParseStatus(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (StatusRanges.TryParse(text, out StatusRanges? ranges))
        {
            return ranges;
        }

        result.AddError($"--check-status '{text}' has what is no status. Write numbers from 100 to 599, or ranges of them, for example --check-status 200,301-308.");
        return StatusRanges.Default;
    }

    private static string? ParseContains(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (text.Length is > 0 and <= 1024)
        {
            return text;
        }

        result.AddError("--check-contains needs a text of 1 to 1024 characters. Write one, for example --check-contains ready, or leave it out.");
        return null;
    }
}
