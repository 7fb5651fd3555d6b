using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level2;

/// <remarks>
/// The one check that reads what the program prints: who looks after it reads that, too. It wants no certain words. Who printed a
/// line at the first outage must print one at the second; who printed none is not judged.
/// </remarks>
internal sealed class OutageTold : Check
{
    public override string Id => "outage-told";

    public override int Level => 2;

    public override int Order => 90;

    public override string Title => "Each outage of all backends is told in the log, not only the first";

    public override string Hint =>
        "Once per outage, not once per client, and not once for ever. What remembers that it was said must be set back when a backend is up again: "
        + "a flag that nobody clears, or a number of the outage that is never counted up, silences all outages but the first. In C# here: does "
        + "HealthMap count Outages up each time the last healthy backend goes?";

    public override string Chapter => Chapters.Level2("a-line-for-every-check");

    public override IReadOnlyList<string> Needs => ["recovery-from-all-down"];

    public override bool NeedsAllBackends => false;

    public override TimeSpan Limit(TimeSpan grace) => (6 * grace) + TimeSpan.FromSeconds(60);

    public override async Task RunAsync(CheckContext context)
    {
        Session session = context.Session;
        if (!session.Target.IsStarted)
        {
            throw new CannotTellException("The program ran already, so what it prints can't be read. With --cmd the checker starts it.");
        }

        if (session.FirstOutage is null)
        {
            session.FirstOutage = new OutageWords(await Outage.PlayAsync(context));
            context.Step("Start all backends again, and send requests until all of them answer");
            await Rotation.RestoreAsync(context);
        }

        if (session.FirstOutage.Line is not { } first)
        {
            throw new CannotTellException(
                "At the first outage it printed no line that says so, so there is nothing that could be missing at the second. "
                + "Say once per outage 'All backends are unhealthy!', or the like, and flush it.");
        }

        context.Step($"The program printed at the first outage: {first}");
        context.Note = await Outage.PlayAsync(context, untilTold: true) is { } second
            ? second
            : throw new CheckFailedException(
                "a line like that at the second outage, too",
                "none, though every client got its 502",
                ByHand.Loop(context.Client, 3));
    }
}
