using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Choosing;
using LearnLoadBalancer.Hashing;
using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Policies;

namespace LearnLoadBalancer.Options;

/// <summary>To whom to forward, and how to choose: the options that Level 4 brings, and every level after it has.</summary>
internal sealed class BalancingOptionSet : ILevelOptions<BalancingOptions>
{
    private readonly Option<WeightedBackend[]> _backends = CommonOptions.Backends(
        $"A server to forward to: host:port, and its weight from 0 to {BackendWeights.Largest} if it is not {BackendWeights.Default}. 0 drains: no new sessions. Give it once for each server.",
        "host:port[,weight=N]",
        ServerOptions.DefaultBackends.Select(backend => new WeightedBackend(backend, BackendWeights.Default)),
        text => (WeightedBackend.TryParse(text, out WeightedBackend? backend, out string? complaint) ? backend : null, complaint));

    private readonly Option<PolicyEntry> _policy = new("--policy")
    {
        Description = $"How a backend is chosen: {string.Join(", ", PolicyCatalog.All.Select(policy => policy.Name))}.",
        HelpName = "name",
        DefaultValueFactory = _ => PolicyCatalog.Find(PolicyCatalog.Default)!,
        CustomParser = ParsePolicy,
    };

    private readonly Option<HashKey> _hashKey = new("--hash-key")
    {
        Description = "What ring-hash and maglev hash: address (of the client), path, header:NAME or cookie:NAME.",
        HelpName = "key",
        DefaultValueFactory = _ => HashKey.Default,
        CustomParser = ParseHashKey,
    };

    private readonly Option<double?> _boundedLoad = new("--bounded-load")
    {
        Description = "For ring-hash and maglev: no server gets more than so many times its fair share, such as 1.25. What is too much goes to the next one.",
        HelpName = "factor",
        CustomParser = ParseBound,
    };

    private readonly StickyOptionSet _sticky = new();

    public void AddTo(Command command)
    {
        command.Options.Add(_backends);
        command.Options.Add(_policy);
        command.Options.Add(_hashKey);
        command.Options.Add(_boundedLoad);
        _sticky.AddTo(command);
    }

    public BalancingOptions Read(ParseResult parsed) => new(parsed.GetValue(_backends)!)
    {
        Policy = parsed.GetValue(_policy)!,
        HashKey = parsed.GetValue(_hashKey)!,
        LoadBound = parsed.GetValue(_boundedLoad),
        Sticky = _sticky.Read(parsed),
    };

    /// <inheritdoc/>
    /// <remarks>An option that would do nothing was meant to do something.</remarks>
    public string? Conflict(ParseResult parsed)
    {
        PolicyEntry policy = parsed.GetValue(_policy)!;
        Option? useless = policy.Hashes ? null : new Option[] { _hashKey, _boundedLoad }.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false });
        return WeightedBackend.FindConflict(parsed.GetValue(_backends)!)
            ?? (useless is null ? null : $"{useless.Name} does nothing with --policy {policy.Name}. Choose --policy ring-hash or --policy maglev, or leave it out.")
            ?? _sticky.Conflict(parsed);
    }

    private static PolicyEntry? ParsePolicy(ArgumentResult result)
    {
        string name = result.Tokens[0].Value;
        PolicyEntry? policy = PolicyCatalog.Find(name);
        if (policy is null)
        {
            result.AddError($"--policy '{name}' is unknown. There are: {string.Join(", ", PolicyCatalog.All.Select(entry => entry.Name))}.");
        }

        return policy;
    }

    private static HashKey? ParseHashKey(ArgumentResult result)
    {
        if (!HashKey.TryParse(result.Tokens[0].Value, out HashKey? key, out string? complaint))
        {
            result.AddError(complaint);
        }

        return key;
    }

    private static double? ParseBound(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double bound) && bound > 1 && double.IsFinite(bound))
        {
            return bound;
        }

        result.AddError($"--bounded-load '{text}' is not a factor. Write a number above 1, for example --bounded-load 1.25.");
        return null;
    }
}
