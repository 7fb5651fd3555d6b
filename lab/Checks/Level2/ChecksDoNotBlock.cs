using System.Collections.Concurrent;
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
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    /// <summary>One slow request is a busy machine's; with one every tenth of a second, a wait of 2 seconds makes ten.</summary>
    private const int MostSlow = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public override string Id => "checks-do-not-block";

    public override int Level => 2;

    public override int Order => 80;

    public override string Title => "Requests to healthy backends do not wait while a check hangs";

    public override string Hint =>
        "A lock that is held during the check's dial keeps every request waiting that wants to read the health map. Dial "
        + "first, without any lock; take it only to write down the result. In a program with one thread: a check must not "
        + "block it.";

    public override string Chapter => Chapters.Level2("invariants");

    public override IReadOnlyList<string> Needs => ["dead-skipped"];

    public override TimeSpan Limit(TimeSpan grace) => grace + TimeSpan.FromSeconds(40);

    public override async Task RunAsync(CheckContext context)
    {
        int hanging = context.Random.Next(1, context.Backends.All.Count + 1);
        context.Step($"From now on backend {hanging} does not pick up: a dial gets no answer, neither yes nor no");
        context.Session.IsDisturbed = true;
        if (!await context.Backends[hanging].HangAsync(context.Stop))
        {
            throw new CannotTellException("This system refuses a dial where it should let it wait, so such a backend can't be played here.");
        }

        TimeSpan watched = context.Session.Options.Interval + TimeSpan.FromSeconds(2.5);
        context.Step(string.Create(CultureInfo.InvariantCulture, $"Send a request every {Pause.TotalSeconds:0.0} s, for {watched.TotalSeconds:0.0} s, so that a check comes by"));
        var exchanges = new ConcurrentBag<Exchange>();
        var asking = new List<Task>();
        TimeSpan end = context.Session.Timeline.Now + watched;
        while (context.Session.Timeline.Now < end)
        {
            asking.Add(AskAsync());
            await Task.Delay(Pause, context.Stop);
        }

        await Task.WhenAll(asking);
        context.Step("Look at those that a healthy backend answered: how long did they take?");
        Exchange[] answered = [.. exchanges.Where(exchange => exchange.IsGenuine).OrderByDescending(exchange => exchange.Took)];
        Exchange[] slow = [.. answered.Where(exchange => exchange.Took > Slow)];
        if (slow.Length > MostSlow)
        {
            throw new CheckFailedException(
                string.Create(CultureInfo.InvariantCulture, $"an answer within {Slow.TotalSeconds:0.#} s from a backend that is up"),
                string.Create(CultureInfo.InvariantCulture, $"{slow.Length} of {answered.Length} that took longer, the longest {slow[0].Took.TotalSeconds:0.0} s"),
                slow[0]);
        }

        if (answered.Length < asking.Count / 3)
        {
            Exchange lost = exchanges.First(exchange => !exchange.IsGenuine);
            throw new CheckFailedException(
                $"an answer to about two of three of {asking.Count} requests", $"{answered.Length}; one of the others: {lost.Describe()}", lost);
        }

        context.Note = string.Create(CultureInfo.InvariantCulture, $"slowest answer {answered[0].Took.TotalSeconds:0.00} s");

        async Task AskAsync() => exchanges.Add(await context.Client.SendAsync(new RequestSpec { Limit = TimeSpan.FromSeconds(8) }, context.Stop));
    }
}
