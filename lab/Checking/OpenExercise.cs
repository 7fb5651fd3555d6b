using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Exercises;

namespace LearnLoadBalancer.Lab.Checking;

/// <summary>A failure whose cause is an exercise that nobody has done yet.</summary>
internal static class OpenExercise
{
    /// <summary>
    /// Puts the exercise's line first, if it is the cause: the program ended of it, or it is one without which this check
    /// fails. The exception of another exercise, which comes later in the course, is no cause, and is left out.
    /// </summary>
    public static CheckOutcome Blame(CheckOutcome outcome)
    {
        if (outcome.Verdict == Verdict.Passed)
        {
            return outcome;
        }

        string[] printed = [.. outcome.Timeline.Where(one => one.Lane == Lane.Program && one.Kind == EventKind.Output).Select(one => one.Text), .. outcome.ProgramOutput];
        IReadOnlyList<Exercise> thrown = ExerciseThrow.In(printed);
        if (thrown.Count == 0)
        {
            return outcome;
        }

        bool isStopped = outcome.HasEnded || outcome.Check.Needs.Count == 0;
        Exercise? cause = isStopped ? thrown[0] : thrown.FirstOrDefault(exercise => exercise.Checks.Contains(outcome.Check.Id));
        IReadOnlyList<string> shown = ExerciseThrow.Without(outcome.ProgramOutput, exercise => exercise != cause);
        return cause is null ? outcome with { ProgramOutput = shown } : outcome with
        {
            ProgramOutput = shown,
            Cause = ExerciseThrow.LineOf(cause, printed),
            Advice = new Advice($"Exercise {cause.Id} ({cause.Title}) is still open, and the program has come to its throw. Do that first. {cause.Hint}", cause.Section),
        };
    }
}
