using System.Globalization;
using System.Text.RegularExpressions;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Recording;

namespace LearnLoadBalancer.Lab.Checks.Level2;

/// <summary>All backends are dead, and the program is asked, until it must know, and listened to.</summary>
internal static partial class Outage
{
    /// <summary>
    /// A client can wait for a dial that fails. It must not have to wait for a backend to come back. (On Windows a dial
    /// that is refused takes two seconds for each address, and a program may dial several backends.)
    /// </summary>
    private static readonly TimeSpan ResponseLimit = TimeSpan.FromSeconds(OperatingSystem.IsWindows() ? 15 : 6);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Until the program has found all of them dead: an interval, and the time a round takes on a busy machine.</summary>
    private static TimeSpan Watched(CheckContext context) => context.Session.Options.Interval + TimeSpan.FromSeconds(3);

    /// <summary>Kills all backends, and sends requests that must be refused.</summary>
    /// <param name="context">The check.</param>
    /// <param name="untilTold">Ends as soon as the program has said that all are down.</param>
    /// <returns>What it said of that. Null: nothing.</returns>
    public static async Task<string?> PlayAsync(CheckContext context, bool untilTold = false)
    {
        context.Step("Kill all backends");
        int firstEvent = context.Session.Timeline.Count;
        context.Session.IsDisturbed = true;
        context.Session.LeftOut = null;
        await context.Backends.KillAllAsync();

        TimeSpan watched = Watched(context);
        string until = untilTold ? ", and until it says that all are down" : "";
        context.Step(string.Create(CultureInfo.InvariantCulture, $"Send requests for {(untilTold ? "at most " : "")}{watched.TotalSeconds:0.#} s, so that a check comes by{until}"));
        TimeSpan end = context.Session.Timeline.Now + watched;
        var spec = new RequestSpec { Limit = ResponseLimit };
        do
        {
            Exchange exchange = await context.Client.SendAsync(spec, context.Stop);
            if (!exchange.IsBadGateway)
            {
                throw new CheckFailedException("502 Bad Gateway, whole and readable", exchange.Describe(), exchange);
            }

            await Task.Delay(Pause, context.Stop);
        }
        while (context.Session.Timeline.Now < end && !(untilTold && Said() is not null));
        return Said();

        string? Said() => context.Session.Timeline.Since(firstEvent)
            .FirstOrDefault(happened => happened.Kind == EventKind.Output && SaysAllAreDown(happened.Text, context.Session.Target.BackendPorts))?.Text;
    }

    /// <summary>Whether a line of a log says that no backend is left: in the course's words, or in others'. One that names a backend is about that one.</summary>
    internal static bool SaysAllAreDown(string line, IEnumerable<int> ports) =>
        AllAreDown().IsMatch(line) && !ports.Any(port => line.Contains(string.Create(CultureInfo.InvariantCulture, $":{port}"), StringComparison.Ordinal));

    [GeneratedRegex(
        @"(?=.*\b(all|every|no|none|0)\b)(?=.*\b(backend|server|upstream|host|peer|target|node)s?\b)(?=.*\b(unhealthy|down|dead|unavailable|healthy|live|alive|available)\b)",
        RegexOptions.IgnoreCase)]
    private static partial Regex AllAreDown();
}
