using System.Globalization;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level2;

/// <remarks>
/// A dial to a dead backend fails at once, so a lock that is held meanwhile does not show. A dial that
/// hangs takes the check's whole time limit: then it does.
/// </remarks>
internal sealed class ChecksDoNotBlock : Check
{
    /// <summary>A request to a healthy backend takes a millisecond. One that takes so long was kept waiting.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(0.7);

    /// <summary>
    /// Who asked within a time this long, and all were slow: then everybody waited. One in three goes to the
    /// backend that hangs, and waits for it (some programs then try another): those don't come in a row. A check
    /// that holds everybody up for its two seconds makes a time of 1.3 s. It is told by the clock and not by a
    /// number of requests: on a busy machine there are fewer of them.
    /// </summary>
    private static readonly TimeSpan Common = TimeSpan.FromSeconds(0.7);

    /// <summary>So many slow ones in a row, at least: fewer can be chance.</summary>
    private const int FewestInARow = 4;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Whoever has answered nobody by then, in the middle of all that are asked, answers nobody. A check holds others up for less.</summary>
    private static readonly TimeSpan Mute = TimeSpan.FromSeconds(6);

    /// <summary>So often it is tried to send enough of them.</summary>
    private const int MostTries = 3;

    public override string Id => "checks-do-not-block";

    public override int Level => 2;

    public override int Order => 80;

    public override string Title => "Requests to healthy backends do not wait while a check hangs";

    public override string Hint =>
        "Somebody waits for a dial, and everybody waits for him. Has the program one thread? Then a check that blocks holds up all "
        + "(in asyncio and Node.js, too: use what can be awaited). Who dials in the accept loop? A loop that first dials a backend, and then starts "
        + "the thread for the client, accepts nobody meanwhile: dial in the client's own thread. Is a lock held during the "
        + "check's dial? Dial first, without any lock; take it only to write down the result.";

    public override string Chapter => Chapters.Level2("a-list-without-a-lock");

    public override IReadOnlyList<string> Needs => ["dead-skipped"];

    public override TimeSpan Limit(TimeSpan grace) => (3 * MostTries * grace) + TimeSpan.FromSeconds(60);

    public override async Task RunAsync(CheckContext context)
    {
        int hanging = context.Random.Next(1, context.Backends.All.Count + 1);
        (TimeSpan Asked, Exchange Exchange)[] asked = await LookAsync(context, hanging);
        if (CommonWait(asked) is not [] && Array.Exists(asked, one => one.Exchange.IsGenuine))
        {
            // A machine that has too much to do keeps everybody waiting as well, now and then. A lock does it at every check,
            // and a dial in the accept loop whenever it is the backend's turn: so it must have its turn again.
            context.Step("Everybody seems to have waited. Once more from the beginning, in case that was this machine: all backends up, and in rotation");
            await Rotation.RestoreAsync(context);
            asked = await LookAsync(context, hanging);
        }

        if (!IsMute(asked) && CommonWait(asked) is [.., var last] waited)
        {
            throw new CheckFailedException(
                "answers at once from the backends that are up",
                string.Create(CultureInfo.InvariantCulture, $"{waited.Length} requests in a row that took longer than {Slow.TotalSeconds:0.0} s each, up to {waited.Max(exchange => exchange.Took).TotalSeconds:0.0} s"),
                last.Evidence with { Curl = ByHand.Timed(context.Client, FewestInARow * 3) });
        }

        Exchange[] exchanges = [.. asked.Select(one => one.Exchange)];
        if (IsMute(asked))
        {
            throw new CheckFailedException(
                "answers at once from the backends that are up", Rotation.Describe(exchanges), exchanges[0].Evidence with { Curl = ByHand.Timed(context.Client, FewestInARow * 3) });
        }

        Exchange[] answered = [.. exchanges.Where(exchange => exchange.IsGenuine)];
        if (answered.Length < exchanges.Length / 2)
        {
            Exchange lost = exchanges.First(exchange => !exchange.IsGenuine);
            throw new CheckFailedException(
                $"answers to about two of three of {exchanges.Length} requests", $"{answered.Length}; one of the others: {lost.Describe()}", lost);
        }

        context.Note = $"{answered.Count(exchange => exchange.Took <= Slow)} of {exchanges.Length} answered at once";
    }

    /// <summary>Lets the backend hang, which up to now was used like all others, and watches.</summary>
    private static async Task<(TimeSpan Asked, Exchange Exchange)[]> LookAsync(CheckContext context, int hanging)
    {
        context.Step($"From now on backend {hanging} does not pick up: a dial gets no response, neither yes nor no");
        context.Session.IsDisturbed = true;
        return await context.Backends[hanging].HangAsync(context.Stop)
            ? await WatchEnoughAsync(context)
            : throw new CannotTellException("This system refuses a dial where it should let it wait, so such a backend can't be played here.");
    }

    /// <summary>A checker that gets no time itself finds nobody waiting, since nobody has asked.</summary>
    private static async Task<(TimeSpan Asked, Exchange Exchange)[]> WatchEnoughAsync(CheckContext context)
    {
        TimeSpan watched = context.Session.Options.Interval + TimeSpan.FromSeconds(2.5);
        for (int i = 0; i < MostTries; i++)
        {
            (TimeSpan Asked, Exchange Exchange)[] asked = await WatchAsync(context, watched);
            if (IsEnough(asked.Length, watched) || IsMute(asked))
            {
                return asked;
            }

            context.Step($"Only {asked.Length} could be sent");
        }

        throw new CannotTellException("This machine has so much else to do that the checker can't send requests often enough. Try again when it is quiet.");
    }

    /// <summary>Whether so many, if they were spread evenly, show a time in which everybody waits: one in three of those that were to be sent.</summary>
    internal static bool IsEnough(int asked, TimeSpan watched) => asked >= watched / Pause / 3;

    private static async Task<(TimeSpan Asked, Exchange Exchange)[]> WatchAsync(CheckContext context, TimeSpan watched)
    {
        context.Step(string.Create(CultureInfo.InvariantCulture, $"Send a request every {Pause.TotalSeconds:0.0} s, for {watched.TotalSeconds:0.0} s, so that a check comes by"));
        var spec = new RequestSpec { Limit = TimeSpan.FromSeconds(8) };
        var asking = new List<Task<(TimeSpan Asked, Exchange Exchange)>>();
        TimeSpan began = context.Session.Timeline.Now;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(context.Stop);
        while (context.Session.Timeline.Now < began + watched)
        {
            asking.Add(AskAsync(context, spec, enough.Token));
            await Task.Delay(Pause, context.Stop);
            if (context.Session.Timeline.Now > began + Mute && asking.Count >= FewestInARow && !asking.Exists(one => one.IsCompleted))
            {
                context.Step(string.Create(CultureInfo.InvariantCulture, $"Nobody has been answered in {Mute.TotalSeconds:0} s: stop asking"));
                await enough.CancelAsync();
                break;
            }
        }

        (TimeSpan Asked, Exchange Exchange)[] asked = await Task.WhenAll(asking);
        context.Step("Look how long they took: is there a time in which everybody waited?");
        return asked;
    }

    /// <summary>Asks. Whoever is told that this is enough has got nothing.</summary>
    private static async Task<(TimeSpan Asked, Exchange Exchange)> AskAsync(CheckContext context, RequestSpec spec, CancellationToken enough)
    {
        TimeSpan asked = context.Session.Timeline.Now;
        try
        {
            return (asked, await context.Client.SendAsync(spec, enough));
        }
        catch (OperationCanceledException) when (!context.Stop.IsCancellationRequested)
        {
            return (asked, context.Client.Begin(context.Client.Plan(), spec) with { Took = context.Session.Timeline.Now - asked });
        }
    }

    /// <summary>Whether the program answered nobody at all, not even late.</summary>
    internal static bool IsMute(IReadOnlyCollection<(TimeSpan Asked, Exchange Exchange)> asked) =>
        asked.Count >= FewestInARow && asked.All(one => one.Exchange is { Head: null, End: null });

    /// <summary>Those that waited together, up to where it could be told; empty when there was no such time.</summary>
    internal static Exchange[] CommonWait(IReadOnlyList<(TimeSpan Asked, Exchange Exchange)> asked)
    {
        int first = 0;
        for (int i = 0; i < asked.Count; i++)
        {
            if (asked[i].Exchange.Took <= Slow)
            {
                first = i + 1;
            }
            else if (i + 1 - first >= FewestInARow && asked[i].Asked - asked[first].Asked >= Common)
            {
                return [.. asked.Skip(first).Take(i + 1 - first).Select(one => one.Exchange)];
            }
        }

        return [];
    }
}
