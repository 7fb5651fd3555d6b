using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Exercises;

/// <summary>All exercises that have a starter, level by level, in the order in which to do them.</summary>
internal static class ExerciseCatalog
{
    private static readonly string Level1 = LevelProgram.Find("level1")!.Chapter;
    private static readonly string Level2 = LevelProgram.Find("level2")!.Chapter;
    private static readonly string Level3 = LevelProgram.Find("level3")!.Chapter;
    private static readonly string Level4 = LevelProgram.Find("level4")!.Chapter;
    private static readonly string Level5 = LevelProgram.Find("level5")!.Chapter;

    public static IReadOnlyList<Exercise> All { get; } =
    [
        new("1.1", "Take turns", "10 minutes",
            "Two clients may ask at the same moment. Reading the index and moving it on must be one step.",
            $"{Level1}#exercise-11-take-turns",
            ["responds", "nine-in-order", "even-100"]),
        new("1.2", "The pump", "30 minutes",
            "Receive into a buffer, send exactly what was received, until a receive returns 0. Never collect.",
            $"{Level1}#exercise-12-the-pump",
            ["responds", "body-binary", "body-1mb", "upload-256mb", "download-256mb"]),
        new("1.3", "Pass the half-close on", "10 minutes",
            "A receive that returned 0 means: the sender has finished talking. Who has to hear of it, and may still answer?",
            $"{Level1}#exercise-13-pass-the-half-close-on",
            ["half-close", "backend-dies"]),
        new("1.4", "A 502 that can be read", "30 minutes",
            "Closing with unread input sends a reset. Read on and throw away, but not for ever and not without end.",
            $"{Level1}#exercise-14-a-502-that-can-be-read",
            ["refused-502-upload"]),

        // In this order the program comes to life step by step: it starts, it serves, it goes on checking.
        new("2.1", "A check that survives anything", "20 minutes",
            "Dial with a limit. An exception is a response too: this backend can't be used.",
            $"{Level2}#exercise-21-a-check-that-survives-anything",
            ["responds"]),
        new("2.2", "The health map", "20 minutes",
            "Many readers, one writer, and a list that a reader may still be using while you replace it.",
            $"{Level2}#exercise-22-the-health-map",
            ["responds"]),
        new("2.3", "Choose among the healthy", "20 minutes",
            "The policy gets what the map says is available. What does the client get when it has nothing to give?",
            $"{Level2}#exercise-23-choose-among-the-healthy",
            ["responds", "all-down"]),
        new("2.4", "Round after round", "15 minutes",
            "A PeriodicTimer made with the interval and the clock. Waiting for its tick throws when you are told to stop.",
            $"{Level2}#exercise-24-round-after-round",
            ["dead-skipped", "back-in-rotation"]),

        // In the order of a request's way: read it, rewrite it, send it, keep what carried it; and then the longer bodies.
        new("3.1", "Where the body ends", "30 minutes",
            "First ask whether both ways are used at once, then which of them. The helpers below it read a length and a list of codings.",
            $"{Level3}#exercise-31-where-the-body-ends",
            ["responds", "framing"]),
        new("3.2", "What goes no further", "20 minutes",
            "Three groups: always ours to write, never to be taken away, and what Connection names.",
            $"{Level3}#exercise-32-what-goes-no-further",
            ["responds", "hop-by-hop"]),
        new("3.3", "A backend per request", "30 minutes",
            "Pick, attempt, ask the rule. Tried.LeftOf leaves out who could not be reached; who only gets it again is not picked anew, and wants a fresh connection.",
            $"{Level3}#exercise-33-a-backend-per-request",
            ["responds", "per-request"]),
        new("3.4", "Out of the pool, and back", "20 minutes",
            "An idle connection that can be unparked is alive; else the next one, else dial. And back goes only what has an end beyond doubt.",
            $"{Level3}#exercise-34-out-of-the-pool-and-back",
            ["responds", "reuse", "clean-pool"]),
        new("3.5", "The size of a chunk", "15 minutes",
            "At least one hex digit, nothing but hex digits, and no more than a long can hold. AreExtensions judges what stands behind them.",
            $"{Level3}#exercise-35-the-size-of-a-chunk",
            ["chunked"]),

        // First what every request needs, whatever the policy; then the default policy; then those that must be asked for.
        new("4.1", "Give it back", "20 minutes",
            "Moving gives the old place back. And two may release at once: which single step makes only one of them count?",
            $"{Level4}#exercise-41-give-it-back",
            ["responds", "least-requests", "count-returns"]),
        new("4.2", "The smooth step", "30 minutes",
            "Everybody's score grows by its weight; the highest is picked, and pays. In a group of equal weights, when does it pay?",
            $"{Level4}#exercise-42-the-smooth-step",
            ["responds", "weights"]),
        new("4.3", "The next point on the ring", "15 minutes",
            "Array.BinarySearch says where a value is or, as the complement of a number below 0, where it would be. What comes after the last point?",
            $"{Level4}#exercise-43-the-next-point-on-the-ring",
            ["takes-policies", "hash-same-key", "hash-few-move"]),
        new("4.4", "Two choices", "20 minutes",
            "The second must be one of the others: how many are there, and how do you step over the first without drawing again and again?",
            $"{Level4}#exercise-44-two-choices",
            ["two-choices"]),

        // First the checks, which the program does not start without; then what requests say.
        new("5.1", "Several in a row", "15 minutes",
            "Does the result say what is held to be true already? Then there is nothing to count. Else: how many in a row does it take, and how many if nothing is known?",
            $"{Level5}#exercise-51-several-in-a-row",
            ["responds", "rise-and-fall"]),
        new("5.2", "Longer each time", "15 minutes",
            "First times 1.6 to the power of the level, and no more than the longest. Then a random number from 0 to 1 becomes one from -1 to 1, and takes or adds its share.",
            $"{Level5}#exercise-52-longer-each-time",
            ["takes-detection", "ejects"]),
        new("5.3", "The cap, and the last one", "10 minutes",
            "Count what would be ejected with it, not what is. One always may be. And who does the work when it was the last?",
            $"{Level5}#exercise-53-the-cap-and-the-last-one",
            ["ejects", "ejection-cap"]),
        new("5.4", "One gets in", "30 minutes",
            "Read who holds the place, decide, and take it only if that has not changed: Interlocked.CompareExchange. Then look at the state once more.",
            $"{Level5}#exercise-54-one-gets-in",
            ["ejection-ends", "one-probe"]),
    ];

    /// <summary>The exercises of a level, in their order. Empty where it has none.</summary>
    public static IReadOnlyList<Exercise> Of(int level) => [.. All.Where(exercise => exercise.Level == level)];

    /// <summary>The exercise with this id, or null.</summary>
    public static Exercise? Find(string id) => All.FirstOrDefault(exercise => exercise.Id == id);
}
