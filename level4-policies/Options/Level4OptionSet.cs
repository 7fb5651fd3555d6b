using System.CommandLine;
using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Options;

namespace LearnLoadBalancer.Level4.Options;

/// <summary>The options of this level: where to listen, to whom to forward, and how to choose.</summary>
internal sealed class Level4OptionSet : ILevelOptions<Level4Options>
{
    private readonly Option<ListenAddress> _listen = CommonOptions.Listen();
    private readonly BalancingOptionSet _balancing = new();

    public void AddTo(Command command)
    {
        command.Options.Add(_listen);
        _balancing.AddTo(command);
    }

    public Level4Options Read(ParseResult parsed) => new(parsed.GetValue(_listen)!, _balancing.Read(parsed));

    /// <inheritdoc/>
    public string? Conflict(ParseResult parsed) => _balancing.Conflict(parsed);
}
