using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Exercises;

namespace LearnLoadBalancer.Tests.Lab.Exercises;

/// <summary>Whether a run fails for want of the exercises that are open, and not for something else.</summary>
internal static class OpenExerciseVerdict
{
    /// <summary>
    /// What is not as it should be in a run without these exercises. That a check which they name did not pass is not
    /// enough: where the program does not start, none does.
    /// </summary>
    public static IEnumerable<string> ComplaintsOf(RunReport report, IReadOnlyList<Exercise> open)
    {
        var blamed = new HashSet<string>(); // Not passed, and these exercises are why.
        foreach (CheckOutcome outcome in report.Outcomes) // What a check builds on comes before it.
        {
            bool isNamed = open.Any(exercise => exercise.Checks.Contains(outcome.Check.Id));
            bool isBlamed = outcome.Verdict switch
            {
                Verdict.Failed => isNamed || (outcome.HasEnded && IsStoppedBy(open, outcome)),
                Verdict.CouldNotTell => outcome.Check.Needs.Any(blamed.Contains) || (outcome.Check.Needs.Count == 0 && IsStoppedBy(open, outcome)),
                _ => false,
            };
            if (isBlamed)
            {
                blamed.Add(outcome.Check.Id);
            }
            else if (isNamed)
            {
                yield return $"{outcome.Check.Id}: {outcome.Verdict} without {string.Join(" and ", open.Select(exercise => exercise.Id))}. {outcome.Reason}";
            }
        }
    }

    /// <summary>The program has ended, at its start or with its first clients, and its last words are an exercise's.</summary>
    private static bool IsStoppedBy(IReadOnlyList<Exercise> open, CheckOutcome outcome) => open.Any(exercise => outcome.ProgramOutput.Any(
        line => line.Contains($"Exercise {exercise.Id}: {exercise.Title}", StringComparison.Ordinal)));
}
