using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Lab.Checks.Level5;

/// <summary>What the checks of Level 5 have in common: each starts the program once more, with options of its own.</summary>
/// <remarks>
/// A check reads nothing off a clock that it could read off what the backends see. Where it needs the clock, an attempt that was too
/// slow says nothing, and another one follows.
/// </remarks>
internal abstract class DetectionCheck : Check
{
    private const int MostAttempts = 3;

    public override int Level => 5;

    public override IReadOnlyList<string> Needs => ["takes-detection"];

    /// <summary>The program that they start finds all backends up, whatever the first one knows of them.</summary>
    public override bool NeedsAllBackends => false;

    public override int Starts => MostAttempts;

    public override TimeSpan Limit(TimeSpan grace) => (3 * grace) + TimeSpan.FromSeconds(90);

    /// <summary>How the program is started.</summary>
    protected abstract PolicyPlan Plan { get; }

    public override async Task RunAsync(CheckContext context)
    {
        for (int attempt = 1; attempt <= MostAttempts; attempt++)
        {
            await using PolicyProgram program = await PolicyProgram.StartAsync(context, Plan);
            if (await TryAsync(context, program))
            {
                return;
            }

            context.Step("That took so long that it says nothing");
        }

        throw new CannotTellException("This machine has so much else to do that what belongs together came too far apart. Try again when it is quiet.");
    }

    /// <summary>Finds out.</summary>
    /// <returns>False when it took so long that nothing can be said.</returns>
    protected abstract Task<bool> TryAsync(CheckContext context, PolicyProgram program);

    /// <summary>Any backend.</summary>
    protected static int AnyOf(CheckContext context) => context.Random.Next(1, context.Backends.All.Count + 1);

    /// <summary>All backends but that one.</summary>
    protected static int[] Others(CheckContext context, int backend) =>
        [.. context.Backends.All.Select(one => one.Number).Where(number => number != backend)];
}
