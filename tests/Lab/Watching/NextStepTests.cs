using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Exercises;
using LearnLoadBalancer.Lab.Watching;

namespace LearnLoadBalancer.Tests.Lab.Watching;

public sealed class NextStepTests
{
    private const string Threw = "System.NotImplementedException: Exercise 2.2: The health map. See docs/";

    [Fact]
    public void After_AFailureAndOpenExercises_IsTheFirstOpenOne()
    {
        IReadOnlyList<string> lines = After(1, [Failed("responds")], open: ["1.2", "1.3"]);

        Assert.Equal("Next: exercise 1.2, The pump (30 minutes), in Here.cs", lines[0]);
        Assert.StartsWith("  Hint: ", lines[1], StringComparison.Ordinal);
        Assert.Equal("  Read docs/01-level1-basic.md#exercise-12-the-pump", lines[2]);
    }

    [Fact]
    public void After_ProgramThatDoesNotStart_IsToGetItToStart() =>
        Assert.Equal(
            "Next: get the program to start. It ended.",
            Assert.Single(After(1, [CouldNotTell("listens", "It ended.", "error CS1002: ; expected")], open: ["1.1"])));

    [Fact]
    public void After_ProgramThatAnExerciseStopped_IsAnExercise() =>
        Assert.StartsWith(
            "Next: exercise 2.2,", After(2, [CouldNotTell("listens", "It ended.", Threw)], open: ["2.2", "2.3"])[0], StringComparison.Ordinal);

    [Fact]
    public void After_FailureWithAllBegun_IsTheExerciseThatIsAboutIt()
    {
        IReadOnlyList<string> lines = After(1, [Passed("responds"), Failed("upload-256mb"), Failed("half-close")], open: []);

        Assert.Equal("Exercise 1.2 is written, but 'upload-256mb' fails: still 1.2.", lines[0]);
        Assert.StartsWith("Next: exercise 1.2,", lines[1], StringComparison.Ordinal);
    }

    /// <summary>Which throw is left says nothing of what holds.</summary>
    [Fact]
    public void After_WrittenExerciseThatFailsWhileLaterOnesAreOpen_IsStillThat()
    {
        IReadOnlyList<string> lines = After(1, [Passed("responds"), Failed("body-binary"), Failed("half-close")], open: ["1.3", "1.4"]);

        Assert.Equal("Exercise 1.2 is written, but 'body-binary' fails: still 1.2.", lines[0]);
        Assert.StartsWith("Next: exercise 1.2,", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void After_FirstOfTwoFailures_IsTheExerciseOfTheFirst() =>
        Assert.StartsWith("Exercise 1.1 is written, but 'nine-in-order' fails", After(1, [Failed("nine-in-order"), Failed("body-1mb")], open: ["1.4"])[0], StringComparison.Ordinal);

    [Fact]
    public void After_FailureThatAnOpenExerciseHasAsWell_IsTheOpenOne() =>
        Assert.StartsWith("Next: exercise 1.2,", After(1, [Failed("responds")], open: ["1.2", "1.3", "1.4"])[0], StringComparison.Ordinal);

    [Fact]
    public void After_FailureOfNoExercise_IsTheCheckAndItsChapter()
    {
        IReadOnlyList<string> lines = After(1, [Failed("survives")], open: []);

        Assert.StartsWith("Next: 'survives'.", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("  Read docs/", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void After_AllPassed_IsTheNextLevel() =>
        Assert.Equal(
            "Level 1 is done. Next: dotnet run --project lab -- start level2 --to ../my-level2",
            Assert.Single(After(1, [Passed("responds")], open: [])));

    [Fact]
    public void After_WhatCouldNotBeTold_IsTheNextLevel_AndTheDoubt() =>
        Assert.Equal(
            [
                "'upload-256mb', 'download-256mb' could not be told: No memory here.",
                "Level 1 is done. Next: dotnet run --project lab -- start level2 --to ../my-level2",
            ],
            After(1, [Passed("responds"), CouldNotTell("upload-256mb", "No memory here.", ""), CouldNotTell("download-256mb", "No memory here.", "")], open: []));

    private static IReadOnlyList<string> After(int level, CheckOutcome[] outcomes, string[] open) => NextStep.After(
        new RunReport(level, "dotnet run", 1, TimeSpan.FromSeconds(10), DateTimeOffset.UnixEpoch, TimeSpan.Zero, null, outcomes),
        [.. open.Select(id => ExerciseCatalog.Find(id)!)],
        _ => ["Here.cs"]);

    private static CheckOutcome Passed(string id) => Outcome(id, Verdict.Passed);

    private static CheckOutcome Failed(string id) => Outcome(id, Verdict.Failed);

    private static CheckOutcome CouldNotTell(string id, string reason, string output) =>
        Outcome(id, Verdict.CouldNotTell) with { Reason = reason, ProgramOutput = [output] };

    private static CheckOutcome Outcome(string id, Verdict verdict) =>
        new(CheckCatalog.All.First(check => check.Id == id), verdict, TimeSpan.Zero);
}
