using LearnLoadBalancer.Lab.Checking.Reporting;
using LearnLoadBalancer.Lab.Checking.Targets;

namespace LearnLoadBalancer.Lab.Checking.Grading;

/// <summary>Checks the programs of a class, one after the other. Whatever one of them does, the next has its turn.</summary>
/// <param name="options">How to check. The seed is the same for all, so all get the same questions.</param>
/// <param name="command">How a program is started that does not say it itself; null: <c>dotnet run</c>.</param>
internal sealed class Grader(RunOptions options, string? command)
{
    /// <summary>Makes what shows that somebody's program is being judged. By default nothing does.</summary>
    public Func<Submission, RunDisplay> CreateDisplay { get; init; } = _ => new PlainDisplay(TextWriter.Null);

    public async Task<Grade> GradeAsync(Submission submission, CancellationToken cancel)
    {
        string? started = null;
        try
        {
            CommandTemplate template = submission.FindCommand(command);
            started = template.Text;
            RunReport report = await CheckRun.RunAsync(
                (guard, timeline) => ProgramTargets.OfCommand(template, submission.Folder, options.Level, guard, timeline),
                options,
                CreateDisplay(submission),
                cancel);
            return new Grade(submission, started, report, null);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            // Thirty programs, overnight: not one of them may end the run, by whatever means.
            return new Grade(submission, started, null, e is StartupException ? e.Message : $"The checker failed: {e.GetType().Name}: {e.Message}");
        }
    }
}
