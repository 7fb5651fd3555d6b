using LearnLoadBalancer.Connections;

namespace LearnLoadBalancer.Tests.Support;

/// <summary>Turns the clock in the steps in which the HTTP levels look at it.</summary>
internal static class Ticking
{
    private static readonly TimeSpan Tick = CoarseClock.Resolution;

    public static void Turn(this ManualTimeProvider time, TimeSpan by)
    {
        for (TimeSpan turned = TimeSpan.Zero; turned < by; turned += Tick)
        {
            time.Advance(Tick);
        }
    }

    public static Task AdvanceUntilAsync(this ManualTimeProvider time, Task done) => Eventually.TrueAsync(
        () =>
        {
            time.Advance(Tick);
            return done.IsCompleted;
        },
        "something happens");
}
