using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level4;

/// <summary>A client that keeps its cookies, as a browser does. Every request comes on a connection of its own.</summary>
internal sealed class StickyClient(PolicyProgram program)
{
    private readonly Dictionary<string, string> _cookies = [];

    /// <summary>The backend of its last response.</summary>
    public int Backend { get; private set; }

    /// <summary>The cookies that it has, by name.</summary>
    public IReadOnlyDictionary<string, string> Cookies => _cookies;

    /// <summary>How many cookies it has been given so far.</summary>
    public int Given { get; private set; }

    /// <summary>Asks, and takes the cookies of the response.</summary>
    public async Task<Exchange> AskAsync(CheckContext context)
    {
        string fields = _cookies.Count == 0 ? "" : $"Cookie: {string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"))}\r\n";
        Exchange exchange = await program.AskAsync(context, fields);
        Backend = exchange.Backend;
        foreach (string line in exchange.Head!.Values("Set-Cookie"))
        {
            string[] pair = line.Split(';')[0].Split('=', 2);
            _cookies[pair[0].Trim()] = pair.Length > 1 ? pair[1] : "";
            Given++;
        }

        return exchange;
    }

    /// <summary>Asks so many times, and wants to be with the same backend each time.</summary>
    public async Task StayAsync(CheckContext context, int requests)
    {
        int home = Backend;
        for (int i = 0; i < requests; i++)
        {
            Exchange exchange = await AskAsync(context);
            if (Backend != home)
            {
                throw new CheckFailedException($"backend {home} for every request of this session", $"backend {Backend}", exchange);
            }
        }
    }

    /// <summary>Begins sessions until there is one at each backend.</summary>
    public static async Task<StickyClient[]> SpreadAsync(CheckContext context, PolicyProgram program)
    {
        int count = context.Backends.All.Count;
        context.Step($"Begin sessions, each with a request without a cookie, until each of the {count} backends has one");
        var homes = new StickyClient?[count];
        for (int i = 0; i < 20 * count && homes.Contains(null); i++)
        {
            var client = new StickyClient(program);
            Exchange first = await client.AskAsync(context);
            if (client.Given == 0)
            {
                throw new CheckFailedException("a cookie (Set-Cookie) with the first response of a session", "none", first);
            }

            homes[client.Backend - 1] ??= client;
        }

        int missing = Array.IndexOf(homes, null);
        return missing >= 0
            ? throw new CheckFailedException("new sessions at every backend", $"none at backend {missing + 1} of {20 * count}", ByHand.Tally(program.Client, 20 * count))
            : [.. homes.OfType<StickyClient>()];
    }
}
