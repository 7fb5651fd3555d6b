using System.CommandLine;
using System.CommandLine.Parsing;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Hosting;

/// <summary>The options that every level has. What <c>--backend</c> takes is the level's own affair.</summary>
internal static class CommonOptions
{
    /// <summary><c>--listen</c>.</summary>
    public static Option<ListenAddress> Listen() => new("--listen")
    {
        Description = "Where to listen: [host]:port. Without a host, on every address of this machine.",
        HelpName = "[host]:port",
        DefaultValueFactory = _ => ListenAddress.Default,
        CustomParser = ParseListen,
    };

    /// <summary><c>--backend</c>, which may be given again and again.</summary>
    /// <param name="description">What <c>--help</c> says of it.</param>
    /// <param name="form">What is to be typed.</param>
    /// <param name="defaults">What is taken when it is not given.</param>
    /// <param name="parse">Reads one value, or complains: what is wrong and the way out, in one line.</param>
    public static Option<T[]> Backends<T>(
        string description, string form, IEnumerable<T> defaults, Func<string, (T? Backend, string? Complaint)> parse)
        where T : class => new("--backend")
        {
            Description = description,
            HelpName = form,
            DefaultValueFactory = _ => [.. defaults],
            CustomParser = result => ParseBackends(result, parse),
        };

    private static ListenAddress? ParseListen(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (!ListenAddress.TryParse(text, out ListenAddress? address))
        {
            result.AddError($"--listen '{text}' is not an address. Write it as [host]:port with a port from 0 to 65535, for example --listen :8091.");
        }

        return address;
    }

    private static T[] ParseBackends<T>(ArgumentResult result, Func<string, (T? Backend, string? Complaint)> parse)
        where T : class
    {
        var backends = new List<T>();
        foreach (Token token in result.Tokens)
        {
            (T? backend, string? complaint) = parse(token.Value);
            if (backend is not null)
            {
                backends.Add(backend);
            }
            else
            {
                result.AddError(complaint!);
            }
        }

        return [.. backends];
    }
}
