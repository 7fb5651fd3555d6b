using System.Globalization;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level2;

internal sealed class BackInRotation : Check
{
    public override string Id => "back-in-rotation";

    public override int Level => 2;

    public override int Order => 40;

    public override string Title => "A backend that is up again gets its share again after the next check";

    public override string Hint =>
        "The checker must go on checking those that it has called unhealthy, and call them healthy again. Does it stop at the "
        + "first failure? Does an exception in one check end the whole loop? Is what it writes what the choice reads, or a copy "
        + "made at the start?";

    public override string Chapter => Chapters.Level2("a-timer-that-piles-up");

    public override IReadOnlyList<string> Needs => ["dead-skipped"];

    public override bool NeedsAllBackends => false;

    public override bool JudgesReturn => true;

    public override TimeSpan Limit(TimeSpan grace) => (3 * grace) + TimeSpan.FromSeconds(30);

    public override async Task RunAsync(CheckContext context)
    {
        int victim = await DeadBackend.ArrangeAsync(context);
        context.Step($"Start backend {victim} again");
        context.Backends[victim].Start();
        TimeSpan began = context.Session.Timeline.Now;
        string grace = string.Create(CultureInfo.InvariantCulture, $"{context.Grace.TotalSeconds:0.#} s");
        context.Step($"Send requests, one after the other, for at most {context.GraceText}, until all backends answer again");
        if (await Rotation.WaitForAllAsync(context) is { } missing)
        {
            throw new CheckFailedException(
                $"answers from backend {victim}, too, no later than {grace} after it was up",
                missing,
                ByHand.Loop(context.Client, 6));
        }

        context.Note = string.Create(CultureInfo.InvariantCulture, $"back after {(context.Session.Timeline.Now - began).TotalSeconds:0.0} s");
    }
}
