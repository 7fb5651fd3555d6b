using LearnLoadBalancer.Lab.Bench.Slow;

namespace LearnLoadBalancer.Lab.Slow;

/// <summary>What of an outcome is not as it must be.</summary>
internal static class SlowVerdict
{
    /// <summary>More threads than this, and they have to do with the clients.</summary>
    private const int ThreadsAllowed = 16;

    /// <summary>A connection's objects and its small buffer; with a body, the backend's connection and its buffers too.</summary>
    private const int KilobytesAllowed = 64;

    private const double Kilobyte = 1e3;

    /// <summary>What a byte a second, a look a second, and the balancer's clock make of a time limit.</summary>
    private static readonly TimeSpan Grain = TimeSpan.FromSeconds(5);

    /// <summary>Clients that come so late may find that the response was thrown away with the connection.</summary>
    private static readonly TimeSpan TooLate = TimeSpan.FromSeconds(1);

    /// <summary>The memory that each client costs, in kilobytes.</summary>
    public static double KilobytesEach(SlowOutcome outcome, int clients) =>
        (outcome.With.Memory - outcome.Before.Memory) / Kilobyte / clients;

    /// <summary>One line for each thing that is wrong.</summary>
    public static IReadOnlyList<string> Complaints(SlowOutcome outcome, int clients, SlowKind kind) =>
    [
        .. outcome.Full ? [$"Level 3 had no room for all of them. {SlowTrouble.MoreDescriptors}"] : (string[])[],
        .. outcome.NeverConnected > 0 ? [$"{outcome.NeverConnected} of {clients} never connected, so this says nothing about them."] : (string[])[],
        .. outcome.With.Threads > outcome.Before.Threads + ThreadsAllowed ? ["They hold threads."] : (string[])[],
        .. KilobytesEach(outcome, clients) > KilobytesAllowed ? [$"They hold more than {KilobytesAllowed} KB each."] : (string[])[],
        .. outcome.With.Others.Errors > 0 ? [$"{outcome.With.Others.Errors} requests of the others had no response."] : (string[])[],
        .. kind.GivenUpAfter is { } limit ? OfGivenUp(outcome, clients, limit) : OfKept(outcome, clients),
    ];

    /// <summary>Nobody may give up on an upload that goes on.</summary>
    private static IEnumerable<string> OfKept(SlowOutcome outcome, int clients)
    {
        if (outcome.Responses > 0)
        {
            yield return $"{outcome.Responses} times one was answered, though it had not finished.";
        }

        if (outcome.Cut > 0)
        {
            yield return $"{outcome.Cut} times one was cut off, though it went on.";
        }

        if (outcome.Connected + outcome.NeverConnected < clients)
        {
            yield return $"Only {outcome.Connected} of {clients} were connected at the end.";
        }
    }

    /// <summary>Each is given up on with a response when its time is up: not before, and not never.</summary>
    private static IEnumerable<string> OfGivenUp(SlowOutcome outcome, int clients, TimeSpan limit)
    {
        TimeSpan late = outcome.WorstDelay + Grain;
        long most = clients * (long)((outcome.Played + late) / limit);
        if (outcome.Responses > most)
        {
            yield return $"{outcome.Responses} answers are too many: each client had {limit.TotalSeconds:0} s.";
        }

        int played = clients - outcome.NeverConnected;
        if (outcome.Played > limit + late && outcome.Responses + outcome.Cut < played)
        {
            yield return $"Only {outcome.Responses} answers: each of {played} clients should have been given up on after {limit.TotalSeconds:0} s.";
        }

        if (outcome.Cut > 0 && outcome.WorstDelay < TooLate)
        {
            yield return $"{outcome.Cut} times one was cut off without a word: a client that is too slow is told so.";
        }
    }
}
