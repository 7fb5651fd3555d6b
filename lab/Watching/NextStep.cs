using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Exercises;

namespace LearnLoadBalancer.Lab.Watching;

/// <summary>What a learner should do next: one thing, and where.</summary>
internal static class NextStep
{
    /// <summary>Says it in a few lines.</summary>
    /// <param name="report">What the checks have found.</param>
    /// <param name="open">The exercises that have not been begun: see <see cref="OpenExercises"/>.</param>
    /// <param name="placesOf">The files that an exercise is worked on in.</param>
    public static IReadOnlyList<string> After(
        RunReport report, IReadOnlyList<Exercise> open, Func<Exercise, IReadOnlyList<string>> placesOf)
    {
        // What could not be told is nobody's exercise: on Windows, say, memory can't be measured. But a program must run.
        CheckOutcome? trouble = report.Outcomes.FirstOrDefault(outcome =>
            outcome.Verdict == Verdict.Failed || (outcome.Verdict == Verdict.CouldNotTell && outcome.Check.Id == "listens"));
        if (trouble is { Check.Id: "listens" } && ExerciseThrow.In(trouble.ProgramOutput).Count == 0)
        {
            return [$"Next: get the program to start. {trouble.Reason ?? trouble.Came}"];
        }

        if (FindBroken(report, open) is var (broken, check))
        {
            return [$"Exercise {broken.Id} is written, but '{check}' fails: still {broken.Id}.", .. Do(broken, placesOf)];
        }

        return open is [var first, ..] ? Do(first, placesOf)
            : trouble is null ? [.. Doubts(report), .. Done(report.Level)]
            : [$"Next: '{trouble.Check.Id}'. {trouble.Check.Title}.", $"  Read {trouble.Chapter}"];
    }

    /// <summary>
    /// The first exercise that is written and does not hold. A check that an open exercise fails as well proves nothing
    /// against one that is written; and of two that are written, the later one was written last.
    /// </summary>
    private static (Exercise Exercise, string Check)? FindBroken(RunReport report, IReadOnlyList<Exercise> open)
    {
        Exercise[] written = [.. ExerciseCatalog.Of(report.Level).Except(open)];
        foreach (string check in report.Outcomes.Where(outcome => outcome.Verdict == Verdict.Failed).Select(outcome => outcome.Check.Id))
        {
            if (!open.Any(exercise => exercise.Checks.Contains(check)) && Array.FindLast(written, exercise => exercise.Checks.Contains(check)) is { } broken)
            {
                return (broken, check);
            }
        }

        return null;
    }

    private static IReadOnlyList<string> Do(Exercise exercise, Func<Exercise, IReadOnlyList<string>> placesOf) =>
    [
        $"Next: exercise {exercise.Id}, {exercise.Title} ({exercise.Effort}), in {string.Join(" and ", placesOf(exercise))}",
        $"  Hint: {exercise.Hint}",
        $"  Read {exercise.Section}",
    ];

    private static IEnumerable<string> Doubts(RunReport report) => report.Outcomes
        .Where(outcome => outcome.Verdict == Verdict.CouldNotTell)
        .GroupBy(outcome => outcome.Reason)
        .Select(group => $"'{string.Join("', '", group.Select(outcome => outcome.Check.Id))}' could not be told: {group.Key}");

    private static IReadOnlyList<string> Done(int level) => ExerciseCatalog.Of(level + 1).Count > 0
        ? [$"Level {level} is done. Next: dotnet run --project lab -- start level{level + 1} --to ../my-level{level + 1}"]
        : [$"Level {level} is done, and it is the last with exercises of this kind."];
}
