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
        if (trouble is { Check.Id: "listens" } && !IsAboutAnExercise(trouble))
        {
            return [$"Next: get the program to start. {trouble.Reason ?? trouble.Came}"];
        }

        if (open is [var first, ..])
        {
            return Do(first, placesOf);
        }

        return trouble is null ? [.. Doubts(report), .. Done(report.Level)]
            : ExerciseCatalog.ForCheck(report.Level, trouble.Check.Id) is { } exercise
                ? [$"'{trouble.Check.Id}' does not hold yet. It is what this exercise is about:", .. Do(exercise, placesOf)]
                : [$"Next: '{trouble.Check.Id}'. {trouble.Check.Title}.", $"  Read {trouble.Chapter}"];
    }

    /// <summary>The program has come upon a throw of ours: then it builds, and that is what stopped it.</summary>
    private static bool IsAboutAnExercise(CheckOutcome outcome) =>
        outcome.ProgramOutput.Any(line => line.Contains($"{nameof(NotImplementedException)}: Exercise ", StringComparison.Ordinal));

    private static IReadOnlyList<string> Do(Exercise exercise, Func<Exercise, IReadOnlyList<string>> placesOf) =>
    [
        $"Next: exercise {exercise.Id}, {exercise.Title} ({exercise.Effort}), in {string.Join(" and ", placesOf(exercise))}",
        $"  Hint: {exercise.Hint}",
        $"  Read {exercise.Section}",
    ];

    private static IEnumerable<string> Doubts(RunReport report) => report.Outcomes
        .Where(outcome => outcome.Verdict == Verdict.CouldNotTell)
        .Select(outcome => $"'{outcome.Check.Id}' could not be told: {outcome.Reason}");

    private static IReadOnlyList<string> Done(int level) => ExerciseCatalog.Of(level + 1).Count > 0
        ? [$"Level {level} is done. Next: dotnet run --project lab -- start level{level + 1} --to ../my-level{level + 1}"]
        : [$"Level {level} is done, and it is the last with exercises of this kind."];
}
