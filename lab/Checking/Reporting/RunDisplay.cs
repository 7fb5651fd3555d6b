using Spectre.Console;

namespace LearnLoadBalancer.Lab.Checking.Reporting;

/// <summary>Shows a run while it goes on: what is under way, and each outcome as it comes.</summary>
internal abstract class RunDisplay : IRunObserver
{
    /// <summary>For a terminal with colours and a line that moves; plain lines for everything else.</summary>
    public static RunDisplay Create() =>
        AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected
            ? new LiveDisplay(AnsiConsole.Console)
            : new PlainDisplay(Console.Out);

    /// <summary>Says what will be done, does it, and shows it meanwhile.</summary>
    public abstract Task<RunReport> ShowAsync(string program, RunOptions options, Func<IRunObserver, Task<RunReport>> run);

    /// <summary>Says what came of the whole.</summary>
    public abstract void End(RunReport report);

    public abstract void CheckBegins(Check check);

    public abstract void StepBegins(Check check, string step);

    public abstract void CheckEnds(CheckOutcome outcome);
}
