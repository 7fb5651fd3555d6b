using System.CommandLine;
using System.CommandLine.Parsing;
using LearnLoadBalancer.Choosing;
using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Options;

namespace LearnLoadBalancer.Level5.Options;

/// <summary>The options of this level: Level 4's, and how to find out who is well.</summary>
internal sealed class Level5OptionSet : ILevelOptions<Level5Options>
{
    private readonly Option<ListenAddress> _listen = CommonOptions.Listen();
    private readonly BalancingOptionSet _balancing = new();
    private readonly CheckOptionSet _checks = new();
    private readonly EjectionOptionSet _ejection = new();

    private readonly Option<double> _panic = OptionValues.Percent(
        "--panic", "If fewer of the servers are usable than this, those that are ill are used again. 0% is never.", 0.5);

    private readonly Option<TimeSpan?> _slowStart = OptionValues.OptionalTime(
        "--slow-start", "How long a server that comes back takes to get its full share, such as 30s. Without it, no time at all.", "30s");

    private readonly Option<ListenAddress?> _status = new("--status")
    {
        Description = "Where to tell how each server is doing: [host]:port. Ask with curl. Without it, nowhere.",
        HelpName = "[host]:port",
        CustomParser = ParseStatus,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_listen);
        _balancing.AddTo(command);
        _checks.AddTo(command);
        _ejection.AddTo(command);
        command.Options.Add(_panic);
        command.Options.Add(_slowStart);
        command.Options.Add(_status);
    }

    public Level5Options Read(ParseResult parsed) => new(
        parsed.GetValue(_listen)!,
        _balancing.Read(parsed),
        new DetectionOptions
        {
            Checks = _checks.Read(parsed),
            Ejection = _ejection.Read(parsed),
            Panic = parsed.GetValue(_panic),
            SlowStart = parsed.GetValue(_slowStart),
        },
        parsed.GetValue(_status));

    /// <inheritdoc/>
    public string? Conflict(ParseResult parsed) =>
        _balancing.Conflict(parsed) ?? _checks.Conflict(parsed) ?? _ejection.Conflict(parsed) ?? SlowStartConflict(parsed);

    /// <summary>
    /// A hash that weighs less hands its keys over, and takes them back a second later: each time with cold caches. And
    /// where weights do not count, it would do nothing.
    /// </summary>
    private string? SlowStartConflict(ParseResult parsed)
    {
        BalancingOptions balancing = _balancing.Read(parsed);
        return parsed.GetValue(_slowStart) is not null && (balancing.Policy.Hashes || balancing.Policy.IgnoresWeights)
            ? $"--slow-start does nothing with --policy {balancing.Policy.Name}. Choose a policy that heeds weights, such as --policy weighted-round-robin, or leave it out."
            : null;
    }

    private static ListenAddress? ParseStatus(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (!ListenAddress.TryParse(text, out ListenAddress? address))
        {
            result.AddError($"--status '{text}' is not an address. Write it as [host]:port with a port from 0 to 65535, for example --status localhost:9100.");
        }

        return address;
    }
}
