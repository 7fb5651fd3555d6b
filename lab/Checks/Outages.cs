using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Farm;

namespace LearnLoadBalancer.Lab.Checks;

/// <summary>Backends that fall, in a way that leaves the following checks alone.</summary>
internal static class Outages
{
    /// <summary>What a check of Level 1 needs all backends down for takes no longer than this, mostly.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

    /// <summary>Kills those backends that live, at a time when no health check is due, if it can.</summary>
    public static async Task KillAllAsync(CheckContext context)
    {
        ScriptedBackend[] alive = [.. context.Backends.All.Where(backend => backend.State != BackendState.Down)];
        if (alive.Length == 0)
        {
            context.Step("All backends are still dead");
            return;
        }

        await AvoidHealthCheckAsync(context);
        context.Step(alive.Length == 1 ? $"Kill backend {alive[0].Number}" : $"Kill backends {string.Join(", ", alive.Select(backend => backend.Number))}");
        context.Session.IsDisturbed = true;
        await context.Backends.KillAllAsync();
    }

    /// <summary>
    /// Waits out a health check that is about to come: it would find the backends dead, and have them
    /// out of rotation for an interval, though the check that is running is about something else.
    /// </summary>
    private static async Task AvoidHealthCheckAsync(CheckContext context)
    {
        TimeSpan interval = context.Session.Options.Interval;
        TimeSpan?[] dials = [.. context.Backends.All.Select(backend => backend.LastDial)];
        TimeSpan? last = dials.Max();
        if (last is null || dials.Contains(null) || last - dials.Min() > Window || context.Session.Timeline.Now - last > interval)
        {
            return; // The program does not check, or not in this rhythm.
        }

        if (last + interval - context.Session.Timeline.Now < Window)
        {
            context.Step("Wait until the health check that is due has passed");
            TimeSpan limit = last.Value + interval + TimeSpan.FromSeconds(1) - context.Session.Timeline.Now;
            await context.WaitUntilAsync(() => context.Backends.All.All(backend => backend.LastDial > last), limit);
        }
    }
}
