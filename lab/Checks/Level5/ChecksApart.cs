using System.Collections.Concurrent;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Farm;

namespace LearnLoadBalancer.Lab.Checks.Level5;

/// <remarks>
/// Told without a clock of ours: a check that hangs lasts as long as the program lets it, 2 seconds in the course, and
/// meanwhile the other backend was asked, or it was not.
/// </remarks>
internal sealed class ChecksApart : DetectionCheck
{
    /// <summary>Ten are due while one hangs. Who checks all together and waits for the last one comes to one.</summary>
    private const int Enough = 3;

    /// <summary>So many that hang are watched before it is called wrong.</summary>
    private const int MostHangs = 3;

    /// <summary>A program whose checks take no longer has nothing to wait for.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    public override string Id => "checks-apart";

    public override int Order => 20;

    public override string Title => "A check that hangs delays no other backend's checks";

    public override string Hint =>
        "One loop that asks one backend after the other stands still at each one that is silent, for the whole time limit: with ten "
        + "of them the news of all others is twenty seconds old. Starting all at once and waiting for all (WhenAll, a WaitGroup) helps little: "
        + "the slowest one sets the pace. Give each backend a loop of its own.";

    public override string Chapter => Chapters.Level5("active-checks");

    protected override PolicyPlan Plan => DetectionPlans.Careful;

    protected override async Task<bool> TryAsync(CheckContext context, PolicyProgram program)
    {
        int healthy = AnyOf(context);
        var page = new HealthPage(context.Backends[healthy]);
        var hangs = new ConcurrentQueue<(TimeSpan Took, int Meanwhile)>();
        context.Step($"The health checks of all backends but backend {healthy} get no response from now on, and hang until the program gives up");
        foreach (int silent in Others(context, healthy))
        {
            context.Backends[silent].OnCheck = (connection, _, stop) => HangAsync(context, connection, page, hangs, stop);
        }

        context.Step($"Count the checks of backend {healthy} meanwhile");
        int most = 0;
        for (int watched = 0; watched < MostHangs;)
        {
            (TimeSpan Took, int Meanwhile) hang = default;
            if (!await context.WaitUntilAsync(() => hangs.TryDequeue(out hang), context.Grace))
            {
                throw new CannotTellException($"A check that gets no response should be given up after 2 s, and was not within {context.GraceText}.");
            }

            if (hang.Meanwhile >= Enough)
            {
                context.Note = $"{hang.Meanwhile} checks of another backend while one hung";
                return true;
            }

            watched += hang.Took >= Shortest ? 1 : 0;
            most = Math.Max(most, hang.Meanwhile);
        }

        throw new CheckFailedException(
            $"about ten checks of backend {healthy}, one every 200 ms, while a check of another one hangs",
            $"{(most == 0 ? "none" : $"{most} at most")}, three times");
    }

    private static async Task HangAsync(
        CheckContext context, BackendConnection connection, HealthPage healthy, ConcurrentQueue<(TimeSpan Took, int Meanwhile)> hangs, CancellationToken stop)
    {
        connection.MayBeKept = false;
        TimeSpan began = context.Session.Timeline.Now;
        int before = healthy.Asked;
        try
        {
            await connection.Reader.ReadToEndAsync(stop);
        }
        finally
        {
            hangs.Enqueue((context.Session.Timeline.Now - began, healthy.Asked - before));
        }
    }
}
