using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Lab.Checks.Level4;

internal sealed class SessionOthersStay : PolicyCheck
{
    private const int Requests = 10;

    public override string Id => "session-others-stay";

    public override int Order => 50;

    public override string Title => "When a backend dies, the sessions at the others stay where they are";

    public override string Hint =>
        "A cookie must name its backend, not a place in a list: among those that are left, the third may be the second. And a change of "
        + "who is healthy is no reason to forget the cookies that still hold.";

    public override string Chapter => Chapters.Level4("a-name-in-a-cookie");

    public override IReadOnlyList<string> Needs => ["session-stays", "dead-skipped"];

    public override async Task RunAsync(CheckContext context)
    {
        await using PolicyProgram program = await PolicyProgram.StartAsync(context, Plans.Sticky);
        StickyClient[] sessions = [.. await StickyClient.SpreadAsync(context, program), .. await StickyClient.SpreadAsync(context, program)];

        // The first of the list: whoever counts places is off by one for all others.
        const int Victim = 1;
        await program.LoseAsync(context, Victim);
        context.Step($"Send {Requests} requests of each session at the other backends");

        // Neighbours one after the other: who begins anew goes round the backends, and might meet its old one.
        foreach (StickyClient session in sessions.Where(session => session.Backend != Victim).OrderBy(session => session.Backend))
        {
            await session.StayAsync(context, Requests);
        }
    }
}
