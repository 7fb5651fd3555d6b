namespace LearnLoadBalancer.Lab.Exercises;

/// <summary>All exercises that have a starter, level by level, in the order in which to do them.</summary>
internal static class ExerciseCatalog
{
    public static IReadOnlyList<Exercise> All { get; } =
    [
        new("1.1", "Take turns", "10 minutes",
            "Two clients may ask at the same moment. Reading the index and moving it on must be one step.",
            "docs/01-level1-basic.md#exercise-11-take-turns",
            ["l1-order"]),
        new("1.2", "The pump", "30 minutes",
            "Receive into a buffer, send exactly what was received, until a receive returns 0. Never collect.",
            "docs/01-level1-basic.md#exercise-12-the-pump",
            ["l1-answers"]),
        new("1.3", "Pass the half-close on", "10 minutes",
            "A receive that returned 0 means: the sender has finished talking. Who has to hear of it, and may still answer?",
            "docs/01-level1-basic.md#exercise-13-pass-the-half-close-on",
            ["l1-half-close"]),
        new("1.4", "A 502 that can be read", "30 minutes",
            "Closing with unread input sends a reset. Read on and throw away, but not forever and not without end.",
            "docs/01-level1-basic.md#exercise-14-a-502-that-can-be-read",
            ["l1-502-upload"]),
        new("2.1", "The health map", "20 minutes",
            "Many readers, one writer, and a list that a reader may still be using while you replace it.",
            "docs/02-level2-health.md#exercise-21-the-health-map",
            ["l2-skips"]),
        new("2.2", "Round after round", "15 minutes",
            "A PeriodicTimer made with the interval and the clock. Waiting for its tick throws when you are told to stop.",
            "docs/02-level2-health.md#exercise-22-round-after-round",
            ["l2-skips"]),
        new("2.3", "Choose among the healthy", "20 minutes",
            "The policy gets what the map says is available. What does the client get when it has nothing to give?",
            "docs/02-level2-health.md#exercise-23-choose-among-the-healthy",
            ["l2-all-down"]),
        new("2.4", "A check that survives anything", "20 minutes",
            "Dial with a limit. An exception is an answer too: this backend can't be used.",
            "docs/02-level2-health.md#exercise-24-a-check-that-survives-anything",
            ["l2-skips"]),
    ];

    /// <summary>The exercises of a level, in their order. Empty where it has none.</summary>
    public static IReadOnlyList<Exercise> Of(int level) => [.. All.Where(exercise => exercise.Level == level)];

    /// <summary>The exercise with this id, or null.</summary>
    public static Exercise? Find(string id) => All.FirstOrDefault(exercise => exercise.Id == id);

    /// <summary>The exercise to look at when this check fails: the first that names it, or null.</summary>
    public static Exercise? ForCheck(int level, string check) =>
        Of(level).FirstOrDefault(exercise => exercise.Checks.Contains(check));
}
