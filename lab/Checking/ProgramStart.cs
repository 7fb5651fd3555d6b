using System.Globalization;
using System.Net;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Lab.Ports;

namespace LearnLoadBalancer.Lab.Checking;

/// <summary>The start of the program under test, up to where somebody listens.</summary>
internal static class ProgramStart
{
    /// <summary>Linux remembers an ended connection for 60 seconds.</summary>
    private static readonly TimeSpan TimeWait = TimeSpan.FromSeconds(65);

    /// <summary>How long a start may take, with a second one when the port was still remembered.</summary>
    public static TimeSpan Longest(TimeSpan startLimit) => (2 * startLimit) + TimeWait;

    /// <summary>Starts a program again that was lost in an earlier check: that must not cost the other checks.</summary>
    /// <param name="context">The check for which it is needed.</param>
    /// <param name="why">What became of it, as a sentence without a full stop.</param>
    /// <exception cref="CannotTellException">Nobody listens.</exception>
    public static async Task AgainAsync(CheckContext context, string why)
    {
        Session session = context.Session;
        context.Step($"{why}. Start it again, with all backends up");
        await session.Target.DisposeAsync();
        await session.Farm.RestoreAsync();
        session.IsDisturbed = true;
        session.LeftOut = null;
        session.Target.Start();
        session.Address = await WaitForListenerAsync(context, ListenerSearch.OfThisMachine);
    }

    /// <summary>Waits until somebody listens on the program's port.</summary>
    /// <exception cref="CannotTellException">The program ended before, or took too long.</exception>
    public static async Task<IPEndPoint> WaitForListenerAsync(CheckContext context, IPAddress[] addresses)
    {
        ITarget target = context.Session.Target;
        TimeSpan limit = target.IsStarted ? context.Session.Options.StartLimit : TimeSpan.FromSeconds(5);
        TimeSpan end = context.Session.Timeline.Now + limit;
        bool again = false;
        while (true)
        {
            if (await ListenerSearch.FindAsync(addresses, target.Port, context.Stop) is { } found)
            {
                return found;
            }

            if (target.ExitCode is not null && !again && LinuxSockets.Remembers(target.Port))
            {
                // The program before it, in a class that is graded, was another one. This one must not pay for that.
                context.Step($"It ended. Port {target.Port} has connections of an earlier program (TIME_WAIT): wait until they are gone, and start it again");
                again = true;
                await context.WaitUntilAsync(() => !LinuxSockets.Remembers(target.Port), TimeWait);
                await target.DisposeAsync();
                target.Start();
                end = context.Session.Timeline.Now + limit;
            }

            if (target.ExitCode is { } code)
            {
                throw new CannotTellException($"The program ended with exit code {code} before it listened on port {target.Port}.{Background.Sentence(target)}");
            }

            if (context.Session.Timeline.Now > end)
            {
                throw new CannotTellException(string.Create(
                    CultureInfo.InvariantCulture, $"Nobody listens on port {target.Port} after {limit.TotalSeconds:0.#} s.{Slow(target, limit)}"));
            }

            await Task.Delay(20, context.Stop);
        }
    }

    private static string Slow(ITarget target, TimeSpan limit) => !target.IsStarted ? ""
        : string.Create(CultureInfo.InvariantCulture, $" If it was still being built, or takes so long to start, give it more time: --start-limit {2 * limit.TotalSeconds:0.#}.");
}
