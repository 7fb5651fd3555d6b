using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level5;

/// <summary>A backend that fails all its requests, and is ejected for that: for 1 s, then for 1.6 times as long, and so on.</summary>
internal sealed class SickBackend(CheckContext context, Traffic traffic, int number)
{
    /// <summary>By how much chance may make an ejection shorter or longer.</summary>
    private const double Jitter = 0.2;

    /// <summary>What a program that is busy may be late.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(5);

    /// <summary>A response reaches its client before the program counts it. So many more requests may come meanwhile.</summary>
    private const int Late = 6;

    /// <summary>Requests that come to it further apart than this may be probing ones.</summary>
    private static readonly TimeSpan Dense = TimeSpan.FromSeconds(0.5);

    private TimeSpan _ejection = TimeSpan.FromSeconds(1);

    /// <summary>Which.</summary>
    public int Number => number;

    /// <summary>How many requests came to it before its first ejection.</summary>
    public int Failures { get; private set; }

    /// <summary>Sends requests until it gets one, and then no more: it is ejected.</summary>
    /// <returns>Until when it is, at least.</returns>
    /// <exception cref="CheckFailedException">It gets more and more.</exception>
    public async Task<TimeSpan> WaitUntilEjectedAsync()
    {
        int reached = 0;
        int missed = 0;
        int dense = 0;
        TimeSpan last = TimeSpan.Zero;
        while (missed < Traffic.TwoTurns)
        {
            TimeSpan sent = context.Session.Timeline.Now;
            if (!Traffic.Reached(await traffic.SendAsync(), number))
            {
                missed += reached > 0 ? 1 : 0;
                await Task.Delay(reached > 0 ? 0 : 10, context.Stop);
                continue;
            }

            dense = sent - last < Dense ? dense + 1 : 1;
            (reached, missed, last) = (reached + 1, 0, sent);
            if (dense > DetectionPlans.EjectAfter + Late)
            {
                throw new CheckFailedException(
                    $"no more requests for a while at backend {number}, when it has failed {DetectionPlans.EjectAfter} in a row",
                    $"{dense} in a row, and all of them failed",
                    ByHand.Tally(traffic.Client, 30));
            }
        }

        Failures = Failures == 0 ? reached : Failures;
        TimeSpan until = last + (_ejection * (1 - Jitter));
        _ejection *= 1.6;
        return until;
    }

    /// <summary>How long the ejection that has begun may last, and what is granted on top.</summary>
    public TimeSpan Longest => (_ejection / 1.6 * (1 + Jitter)) + Slack;
}
