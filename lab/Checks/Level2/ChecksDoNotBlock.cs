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
    /// So many slow ones in a row mean that everybody waited. One in three goes to the backend that hangs,
    /// and waits for it (some programs then try another): those don't come in a row. A check that holds
    /// everybody up for its two seconds makes about thirteen.
    /// </summary>
    private const int SlowInARow = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public override string Id => "checks-do-not-block";

    public override int Level => 2;

    public override int Order => 80;

    public override string Title => "Requests to healthy backends do not wait while a check hangs";

    public override string Hint =>
        "A lock that is held during the check's dial keeps every request waiting that wants to read the health map. Dial "
        + "first, without any lock; take it only to write down the result. In a program with one thread: a check must not "
        + "block it.";

    public override string Chapter => Chapters.Level2("a-list-without-a-lock");

    public override IReadOnlyList<string> Needs => ["dead-skipped"];

    public override TimeSpan Limit(TimeSpan grace) => (2 * grace) + TimeSpan.FromSeconds(40);

    public override async Task RunAsync(CheckContext context)
    {
        int hanging = context.Random.Next(1, context.Backends.All.Count + 1);
        context.Step($"From now on backend {hanging} does not pick up: a dial gets no answer, neither yes nor no");
        context.Session.IsDisturbed = true;
        if (!await context.Backends[hanging].HangAsync(context.Stop))
        {
            throw new CannotTellException("This system refuses a dial where it should let it wait, so such a backend can't be played here.");
        }

        Exchange[] exchanges = await WatchAsync(context);
        if (FindWait(exchanges) is not null)
        {
            // A machine that has too much to do keeps everybody waiting as well, now and then. A lock does it at every check.
            context.Step("Everybody seems to have waited. Once more, in case that was this machine");
            exchanges = await WatchAsync(context);
        }

        if (FindWait(exchanges) is { } kept)
        {
            throw new CheckFailedException(
                "answers at once from the backends that are up",
                string.Create(CultureInfo.InvariantCulture, $"{SlowInARow} requests in a row that took longer than {Slow.TotalSeconds:0.0} s each"),
                kept);
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

    private static async Task<Exchange[]> WatchAsync(CheckContext context)
    {
        TimeSpan watched = context.Session.Options.Interval + TimeSpan.FromSeconds(2.5);
        context.Step(string.Create(CultureInfo.InvariantCulture, $"Send a request every {Pause.TotalSeconds:0.0} s, for {watched.TotalSeconds:0.0} s, so that a check comes by"));
        var spec = new RequestSpec { Limit = TimeSpan.FromSeconds(8) };
        var asking = new List<Task<Exchange>>();
        TimeSpan end = context.Session.Timeline.Now + watched;
        while (context.Session.Timeline.Now < end)
        {
            asking.Add(context.Client.SendAsync(spec, context.Stop));
            await Task.Delay(Pause, context.Stop);
        }

        Exchange[] exchanges = await Task.WhenAll(asking);
        context.Step("Look how long they took: is there a time in which everybody waited?");
        return exchanges;
    }

    /// <summary>One of those that waited together, if there are such.</summary>
    private static Exchange? FindWait(Exchange[] exchanges)
    {
        int inARow = 0;
        foreach (Exchange exchange in exchanges)
        {
            inARow = exchange.Took > Slow ? inARow + 1 : 0;
            if (inARow == SlowInARow)
            {
                return exchange;
            }
        }

        return null;
    }
}
