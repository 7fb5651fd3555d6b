using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level2;

internal sealed class EvenAfterFailure : Check
{
    private const int Requests = 60;

    /// <summary>One half each; a program that now and then tries the dead one in passing may be off by a few.</summary>
    private const int MostDifference = 6;

    public override string Id => "even-after-failure";

    public override int Level => 2;

    public override int Order => 30;

    public override string Title => "The remaining backends share the load evenly";

    public override string Hint =>
        "If the next backend in the row is dead, and one simply goes on to the one after it, that one gets its own share and "
        + "the dead one's: two thirds. Make a list of those that are healthy first, and go round in that.";

    public override string Chapter => Chapters.Level2("walk-on-from-the-sick-one");

    public override IReadOnlyList<string> Needs => ["dead-skipped"];

    public override bool NeedsAllBackends => false;

    public override TimeSpan Limit(TimeSpan grace) => (2 * grace) + TimeSpan.FromSeconds(30);

    public override async Task RunAsync(CheckContext context)
    {
        int victim = await DeadBackend.ArrangeAsync(context);
        context.Step($"Send {Requests} requests, one after the other");
        var exchanges = new List<Exchange>();
        for (int i = 0; i < Requests; i++)
        {
            exchanges.Add(await context.Client.GetAsync(context.Stop));
            if (!exchanges[^1].IsGenuine)
            {
                throw new CheckFailedException($"{Requests} answers", $"{exchanges[^1].Describe()} to number {i + 1}", exchanges[^1]);
            }
        }

        context.Step("Count at which backend they arrived");
        int[] counts = [.. context.Backends.All.Where(backend => backend.Number != victim).Select(backend => exchanges.Count(exchange => exchange.Backend == backend.Number))];
        context.Note = string.Join(" / ", counts);
        if (counts.Max() - counts.Min() > MostDifference)
        {
            throw new CheckFailedException(
                $"{Requests / counts.Length} of {Requests} requests at each of the {counts.Length} that are left",
                $"{string.Join(" and ", counts)}: {Rotation.Describe(exchanges.Take(12))} …",
                ByHand.Loop(context.Client, 9));
        }
    }
}
