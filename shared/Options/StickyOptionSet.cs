using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LearnLoadBalancer.Hashing;
using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Sticky;

namespace LearnLoadBalancer.Options;

/// <summary>The options that begin with <c>--sticky</c>.</summary>
/// <param name="environment">The variables of this process, by name. Null: the true ones.</param>
internal sealed class StickyOptionSet(Func<string, string?>? environment = null) : ILevelOptions<StickyOptions?>
{
    /// <summary>
    /// The variable that may hold the secret. Every user of a machine can read the arguments of every program
    /// (<c>ps</c>); its environment only the same user.
    /// </summary>
    public const string KeyVariable = "LB_STICKY_KEY";

    private static readonly string[] SecurePrefixes = ["__Host-", "__Secure-"];

    private readonly Option<bool> _sticky = new("--sticky")
    {
        Description = "A session stays with its server: a cookie remembers it.",
    };

    private readonly Option<string> _cookie = new("--sticky-cookie")
    {
        Description = "The name of that cookie.",
        HelpName = "name",
        DefaultValueFactory = _ => StickyOptions.DefaultCookie,
        CustomParser = ParseCookie,
    };

    private readonly Option<TimeSpan?> _lifetime = new("--sticky-lifetime")
    {
        Description = "How long a browser keeps the cookie after the last visit, such as 90s, 30m, 12h or 7d: each response sends it anew. Without it, until the browser is closed.",
        HelpName = "time",
        CustomParser = ParseLifetime,
    };

    private readonly Option<bool> _secure = new("--sticky-secure")
    {
        Description = "Browsers send the cookie over TLS only.",
    };

    private readonly Option<SameSite> _sameSite = new("--sticky-same-site")
    {
        Description = "Whether browsers send the cookie with requests that other sites cause: lax (with links; the default), strict (never) or none (always; needs --sticky-secure).",
        HelpName = "lax|strict|none",
        CustomParser = ParseSameSite,
    };

    private readonly Option<StickyKey?> _key = new("--sticky-key")
    {
        Description = "The secret that the cookie is made with. Give several balancers the same, and each knows the others' sessions. Better in the environment variable LB_STICKY_KEY, where ps does not show it; this option wins. Without either, a random one.",
        HelpName = "secret",
        CustomParser = ParseKey,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_sticky);
        command.Options.Add(_cookie);
        command.Options.Add(_lifetime);
        command.Options.Add(_secure);
        command.Options.Add(_sameSite);
        command.Options.Add(_key);
    }

    public StickyOptions? Read(ParseResult parsed)
    {
        if (!parsed.GetValue(_sticky))
        {
            return null;
        }

        var options = new StickyOptions
        {
            Cookie = parsed.GetValue(_cookie)!,
            Lifetime = parsed.GetValue(_lifetime),
            Secure = parsed.GetValue(_secure),
            SameSite = parsed.GetValue(_sameSite),
        };
        return (parsed.GetValue(_key) ?? KeyOfEnvironment().Key) is { } key ? options with { Key = key } : options;
    }

    /// <inheritdoc/>
    /// <remarks>Options that say how sessions are to stick, when they do not; and cookies that no browser would take.</remarks>
    public string? Conflict(ParseResult parsed)
    {
        if (!parsed.GetValue(_sticky))
        {
            Option? useless = new Option[] { _cookie, _lifetime, _secure, _sameSite, _key }.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false });
            return useless is null ? null : $"{useless.Name} does nothing without --sticky. Add --sticky, or leave it out.";
        }

        // RFC 6265bis, section 4.1.3: a browser takes these names only with Secure, whatever their case.
        string cookie = parsed.GetValue(_cookie)!;
        string? prefix = SecurePrefixes.FirstOrDefault(prefix => cookie.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
        string? badKey = parsed.GetValue(_key) is null ? KeyOfEnvironment().Complaint : null;
        return badKey is not null || parsed.GetValue(_secure) ? badKey
            : prefix is not null ? $"--sticky-cookie '{cookie}' needs --sticky-secure: browsers refuse a name with {prefix} without it. Add it, or choose another name."
            : parsed.GetValue(_sameSite) == SameSite.None ? "--sticky-same-site none needs --sticky-secure: browsers refuse the cookie without it. Add it, or choose lax or strict."
            : null;
    }

    private static string? ParseCookie(ArgumentResult result)
    {
        string name = result.Tokens[0].Value;
        if (HashKey.IsName(name))
        {
            return name;
        }

        result.AddError($"--sticky-cookie '{name}' is not a name for a cookie. Write letters, digits and hyphens, for example --sticky-cookie {StickyOptions.DefaultCookie}.");
        return null;
    }

    private static SameSite ParseSameSite(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        foreach (SameSite one in Enum.GetValues<SameSite>())
        {
            if (text.Equals(one.ToString(), StringComparison.OrdinalIgnoreCase))
            {
                return one;
            }
        }

        result.AddError($"--sticky-same-site '{text}' is unknown. Write lax, strict or none.");
        return default;
    }

    private static TimeSpan? ParseLifetime(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        int seconds = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, _ => 0 };
        if (seconds > 0 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is > 0 and <= 10_000)
        {
            return TimeSpan.FromSeconds((long)count * seconds);
        }

        result.AddError($"--sticky-lifetime '{text}' is not a time. Write a number from 1 to 10000 with s, m, h or d behind it, for example --sticky-lifetime 12h.");
        return null;
    }

    private static StickyKey? ParseKey(ArgumentResult result)
    {
        if (!StickyKey.TryParse(result.Tokens[0].Value, out StickyKey? key, out string? complaint))
        {
            result.AddError(complaint);
        }

        return key;
    }

    private (StickyKey? Key, string? Complaint) KeyOfEnvironment()
    {
        string? text = environment is null ? Environment.GetEnvironmentVariable(KeyVariable) : environment(KeyVariable);
        return string.IsNullOrEmpty(text) ? default
            : StickyKey.TryParse(text, out StickyKey? key, out string? complaint, KeyVariable) ? (key, null)
            : (null, complaint);
    }
}
