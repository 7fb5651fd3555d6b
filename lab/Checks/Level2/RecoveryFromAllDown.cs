using System.Globalization;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;

namespace LearnLoadBalancer.Lab.Checks.Level2;

internal sealed class RecoveryFromAllDown : Check
{
    public override string Id => "recovery-from-all-down";

    public override int Level => 2;

    public override int Order => 70;

    public override string Title => "When the backends come back after all were down, all of them are used again";

    public override string Hint =>
        "The state \"nobody is healthy\" must not be an end. Does the checker still run, and has it not been stopped by an "
        + "exception when the last backend went? Does the choice still count from where it was, with an index that fits?";

    public override string Chapter => Chapters.Level2("a-timer-that-piles-up");

    public override IReadOnlyList<string> Needs => ["all-down", "back-in-rotation"];

    public override bool NeedsAllBackends => false;

    public override TimeSpan Limit(TimeSpan grace) => (3 * grace) + TimeSpan.FromSeconds(30);

    public override async Task RunAsync(CheckContext context)
    {
        if (context.Backends.All.Any(backend => backend.State != BackendState.Down))
        {
            context.Step("Kill all backends, and wait until a check has come by");
            context.Session.IsDisturbed = true;
            await context.Backends.KillAllAsync();
            await Task.Delay(context.Session.Options.Interval + TimeSpan.FromSeconds(3), context.Stop);
        }
        else
        {
            context.Step("All backends are still dead");
        }

        context.Step("Start all backends again");
        TimeSpan began = context.Session.Timeline.Now;
        await context.Backends.RestoreAsync();
        string grace = string.Create(CultureInfo.InvariantCulture, $"{context.Grace.TotalSeconds:0.#} s");
        context.Step($"Send requests, one after the other, for at most {context.GraceText}, until all backends answer again");
        if (await Rotation.WaitForAllAsync(context) is { } missing)
        {
            throw new CheckFailedException(
                $"answers from all backends no later than {grace} after they were up",
                missing,
                ByHand.Loop(context.Client, 6));
        }

        context.Note = string.Create(CultureInfo.InvariantCulture, $"back after {(context.Session.Timeline.Now - began).TotalSeconds:0.0} s");
    }
}
