using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Lab.Checks.Level2;

internal sealed class SilentBackend : Check
{
    public override string Id => "silent-backend";

    public override int Level => 2;

    public override int Order => 50;

    public override string Title => "A backend that accepts and never answers does not stop the checks of the others";

    public override string Hint =>
        "A check that waits for a response needs a time limit, or one silent backend stops all checks behind it, for good. "
        + "Two seconds is usual. Later levels check all backends at the same time.";

    public override string Chapter => Chapters.Level2("a-timer-that-piles-up");

    public override IReadOnlyList<string> Needs => ["dead-skipped", "back-in-rotation"];

    public override TimeSpan Limit(TimeSpan grace) => (2 * grace) + TimeSpan.FromSeconds(40);

    public override async Task RunAsync(CheckContext context)
    {
        // The silent one comes before the victim, so a round of checks comes to it first. A round that had passed it
        // already would find the dead one, and only the next would wait: so the silent one must be met before.
        int silent = context.Random.Next(1, context.Backends.All.Count);
        int victim = context.Random.Next(silent + 1, context.Backends.All.Count + 1);
        context.Step($"From now on backend {silent} accepts connections and never says a word");
        context.Session.IsDisturbed = true;
        context.Backends[silent].Silence();
        context.Step("Let a check come to it");
        int met = context.Backends[silent].Accepted;
        await context.WaitUntilAsync(() => context.Backends[silent].Accepted > met, context.Grace); // Who does not dial has another way to check.
        await DeadBackend.KillAsync(context, victim);
        await DeadBackend.WaitUntilLeftOutAsync(context, victim, silent);
        context.Session.LeftOut = null; // It is, but the silent one leaves too little to build on.
    }
}
