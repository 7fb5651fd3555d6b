using System.Globalization;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level2;

/// <remarks>
/// Under load nobody sees it: between two rounds of checks the turn goes round often enough. A site with little traffic has
/// one backend that does everything.
/// </remarks>
internal sealed class TurnGoesOn : Check
{
    /// <summary>More than an interval: so a whole round of checks lies between two requests.</summary>
    private static readonly TimeSpan Longer = TimeSpan.FromSeconds(0.3);

    public override string Id => "turn-goes-on";

    public override int Level => 2;

    public override int Order => 15;

    public override string Title => "Health checks leave the turn alone: with little traffic, too, all backends get requests";

    public override string Hint =>
        "Requests that are far apart all go to one backend, so something sets the turn back between them. Does each round of "
        + "checks make a new list of the healthy, and a new index with it? A new policy, a new iterator (itertools.cycle)? Keep the "
        + "index apart from the list, and never set it back: take it modulo the number of those that are healthy now.";

    public override string Chapter => Chapters.Level2("walk-on-from-the-sick-one");

    public override IReadOnlyList<string> Needs => ["nine-in-order"];

    public override TimeSpan Limit(TimeSpan grace) => (6 * grace) + TimeSpan.FromSeconds(30);

    public override async Task RunAsync(CheckContext context)
    {
        int count = context.Backends.All.Count;
        TimeSpan pause = context.Session.Options.Interval + Longer;
        context.Step(string.Create(
            CultureInfo.InvariantCulture, $"Send a request every {pause.TotalSeconds:0.0} s, until all {count} backends have had one, at most {2 * count} requests"));
        var exchanges = new List<Exchange>();
        while (true)
        {
            Exchange exchange = await context.Client.GetAsync(context.Stop);
            exchanges.Add(exchange);
            if (!exchange.IsGenuine)
            {
                throw new CheckFailedException("a backend's response to each", $"{exchange.Describe()} to request {exchanges.Count}", exchange);
            }

            if (exchanges.Select(one => one.Backend).Distinct().Count() == count)
            {
                return;
            }

            if (exchanges.Count == 2 * count)
            {
                throw new CheckFailedException(
                    $"requests at all {count} backends, though a round of checks came between them",
                    $"backends {Rotation.Describe(exchanges)}",
                    ByHand.Slowly(context.Client, 2 * count, pause));
            }

            await Task.Delay(pause, context.Stop); // Part of the play: a site with little traffic.
        }
    }
}
