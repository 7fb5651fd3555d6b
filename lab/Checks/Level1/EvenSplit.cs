using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level1;

/// <summary>What the two checks with many clients at once have in common.</summary>
/// <remarks>
/// They find a turn that is read, then waited with, and then moved on. They do not find a lock that is missing around two lines: the gap is
/// nanoseconds wide, and clients are accepted microseconds apart. (Go, a goroutine for each client and no lock: 40 times 1,000 clients came
/// out even. Our Level 1 takes all turns in its accept loop, so there no client can bring it about.) docs/lab.md says how to see that oneself.
/// </remarks>
internal static class EvenSplit
{
    public const string Hint =
        "Many clients choose at the same time. Two that read the same index before either has written it get the same "
        + "backend: reading and advancing must be one step, under a lock or with an atomic addition. Requests without an "
        + "answer: is the accept loop held up by something, or the queue of the listener (backlog) too short?";

    /// <summary>
    /// A machine that is busy drops some of so many connects, and the kernel tries again after 1, 3, 7, 15
    /// and 31 seconds. That is slow, and not wrong: what counts here is who answers.
    /// </summary>
    private static readonly TimeSpan ResponseLimit = TimeSpan.FromSeconds(90);

    public static readonly TimeSpan Limit = (2 * ResponseLimit) + TimeSpan.FromSeconds(10);

    /// <summary>Sends so many requests at once.</summary>
    public static async Task RunAsync(CheckContext context, int clients)
    {
        Exchange[] exchanges = await AskAsync(context, clients);
        if (!Array.TrueForAll(exchanges, exchange => exchange.IsGenuine))
        {
            // A machine that is busy with other things loses connects, too, and a program that then waits
            // no longer than five seconds for its backend is right to say 502. It does so once, not twice.
            context.Step("Not all were answered. That may be the machine's doing, so try once more");
            await Task.Delay(TimeSpan.FromSeconds(1), context.Stop);
            exchanges = await AskAsync(context, clients);
        }

        context.Step("Count the responses");
        if (Array.Find(exchanges, exchange => !exchange.IsGenuine) is { } bad)
        {
            int good = exchanges.Count(exchange => exchange.IsGenuine);
            throw new CheckFailedException($"{clients} answers", $"{good}; one of the others: {bad.Describe()}", bad);
        }

        int[] counts = [.. context.Backends.All.Select(backend => exchanges.Count(exchange => exchange.Backend == backend.Number))];
        context.Note = string.Join(" / ", counts);
        if (counts.Max() - counts.Min() > 1)
        {
            throw new CheckFailedException(
                $"{clients / counts.Length} or {(clients + counts.Length - 1) / counts.Length} requests at each backend",
                string.Join(", ", counts.Select((count, i) => $"{count} at backend {i + 1}")),
                $"seq {clients} | xargs -P {Math.Min(clients, 100)} -I _ curl -sS {context.Client.UrlOf("/")} | sort | uniq -c");
        }
    }

    private static Task<Exchange[]> AskAsync(CheckContext context, int clients)
    {
        context.Step($"Send {clients} requests at the same time, each on a connection of its own");
        var spec = new RequestSpec { Limit = ResponseLimit };
        return Task.WhenAll(Enumerable.Range(0, clients).Select(_ => context.Client.SendAsync(spec, context.Stop)));
    }
}
