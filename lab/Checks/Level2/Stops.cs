using System.Globalization;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Targets;

namespace LearnLoadBalancer.Lab.Checks.Level2;

/// <remarks>
/// The signal comes right behind a health check: a program that hears of it only when the next one is due then has nearly a whole
/// interval to wait. With an interval that is not much longer than the limit that can't be told from a slow machine, and passes.
/// </remarks>
internal sealed class Stops : Check
{
    /// <summary>No client is connected, so there is nothing to wait for. The rest is for a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    public override string Id => "stops";

    public override int Level => 2;

    public override int Order => 100;

    public override string Title => "Ctrl+C ends the program, and at once";

    public override string Hint =>
        "Something in the program goes on after it was told to stop. Does the loop of the health checks learn of it? Its wait must end with the stop (a "
        + "CancellationToken for WaitForNextTickAsync, an event with a time limit in place of sleep), and it must not catch the very exception that ends it: a "
        + "catch-all around one check swallows the stop as well, and the loop goes round once more, for ever. In Python a thread keeps the program alive unless it is a "
        + "daemon, and 'except:' without a name also catches KeyboardInterrupt and CancelledError.";

    public override string Chapter => Chapters.Level2("a-timer-that-piles-up");

    public override bool NeedsAllBackends => false;

    public override bool EndsProgram => true;

    public override TimeSpan Limit(TimeSpan grace) => (4 * grace) + TimeSpan.FromSeconds(60);

    public override async Task RunAsync(CheckContext context)
    {
        ITarget target = context.Session.Target;
        if (!target.IsStarted)
        {
            throw new CannotTellException("The program ran already, and who has started it stops it. With --cmd the checker does.");
        }

        await WaitForACheckAsync(context);
        context.Step("Press Ctrl+C: send it SIGINT");
        TimeSpan began = context.Session.Timeline.Now;
        if (!target.Interrupt())
        {
            throw new CannotTellException("It can't be sent a Ctrl+C: on Windows, programs can't send it to each other.");
        }

        // Longer than it may take: late is another mistake than never.
        TimeSpan longest = Patience + context.Session.Options.Interval;
        bool ended = await context.WaitUntilAsync(() => target.ExitCode is not null, longest);
        TimeSpan took = context.Session.Timeline.Now - began;
        if (!ended)
        {
            await target.DisposeAsync(); // By force: the next check starts it again.
        }

        if (took > Patience)
        {
            throw new CheckFailedException(
                string.Create(CultureInfo.InvariantCulture, $"the program's end within {Patience.TotalSeconds:0} s, with no client connected"),
                ended ? string.Create(CultureInfo.InvariantCulture, $"its end only after {took.TotalSeconds:0.0} s, as if it waited for the next health check")
                    : string.Create(CultureInfo.InvariantCulture, $"no end within {longest.TotalSeconds:0.#} s"));
        }

        context.Note = string.Create(CultureInfo.InvariantCulture, $"ended after {took.TotalSeconds:0.0} s");
    }

    private static async Task WaitForACheckAsync(CheckContext context)
    {
        context.Step("See that all backends are up, send no requests, and wait until a round of health checks has come by");
        await context.Backends.RestoreAsync();
        context.Session.IsDisturbed = true;
        int[] before = [.. context.Backends.All.Select(backend => backend.Accepted)];
        await context.WaitUntilAsync(() => context.Backends.All.Zip(before).All(pair => pair.First.Accepted > pair.Second), context.Grace);
    }
}
