using System.CommandLine;
using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Level5.Ejection;

namespace LearnLoadBalancer.Level5.Options;

/// <summary>When servers that fail their requests are ejected.</summary>
internal sealed class EjectionOptionSet : ILevelOptions<EjectionOptions>
{
    private static readonly EjectionOptions Usual = new();

    private readonly Option<int> _after = OptionValues.Count(
        "--eject-after", "So many failures in a row, or half of 20 in 10 seconds, and a server gets no requests for a while. 0 is never.", Usual.After, least: 0);

    private readonly Option<double> _most = OptionValues.Percent(
        "--eject-most", "The share of the servers that may be ejected at the same time. One always may, the last one that works never.", Usual.Most);

    public void AddTo(Command command)
    {
        command.Options.Add(_after);
        command.Options.Add(_most);
    }

    public EjectionOptions Read(ParseResult parsed) => Usual with { After = parsed.GetValue(_after), Most = parsed.GetValue(_most) };

    /// <inheritdoc/>
    public string? Conflict(ParseResult parsed) =>
        parsed.GetValue(_after) == 0 && parsed.GetResult(_most) is { Implicit: false }
            ? "--eject-most does nothing with --eject-after 0. Choose another number, or leave it out."
            : null;
}
