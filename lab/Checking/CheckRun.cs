using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Checking.Reporting;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Checking;

/// <summary>One run from start to end: the program and the backends live for as long as it lasts.</summary>
internal static class CheckRun
{
    /// <param name="createTarget">Makes the program under test. It is started by the check that needs it.</param>
    /// <param name="options">How to check.</param>
    /// <param name="display">Shows it.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <exception cref="StartupException">There is no such program.</exception>
    public static async Task<RunReport> RunAsync(
        Func<ProcessGuard, Timeline, ITarget> createTarget, RunOptions options, RunDisplay display, CancellationToken cancel)
    {
        var timeline = new Timeline();
        await using var guard = new ProcessGuard();
        await using var session = new Session(createTarget(guard, timeline), timeline, options);
        return await display.ShowAsync(
            session.Target.Name, options, observer => new CheckRunner(session, observer).RunAsync(options.Select(), cancel));
    }
}
