using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Lab.Checks.Level2;

internal sealed class AllDown : Check
{
    public override string Id => "all-down";

    public override int Level => 2;

    public override int Order => 60;

    public override string Title => "With all backends down, every client gets a 502, and none waits";

    public override string Hint =>
        "When no backend is healthy there is nothing to choose from: say so at once, with a whole 502. A loop that looks for "
        + "the next healthy one never ends here; a division by the number of healthy ones divides by zero.";

    public override string Chapter => Chapters.Level2("walk-on-from-the-sick-one");

    public override IReadOnlyList<string> Needs => ["refused-502", "survives"];

    public override bool NeedsAllBackends => false;

    public override TimeSpan Limit(TimeSpan grace) => (2 * grace) + TimeSpan.FromSeconds(30);

    public override async Task RunAsync(CheckContext context) => context.Session.FirstOutage = new OutageWords(await Outage.PlayAsync(context));
}
