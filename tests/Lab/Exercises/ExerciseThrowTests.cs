using LearnLoadBalancer.Lab.Exercises;

namespace LearnLoadBalancer.Tests.Lab.Exercises;

public sealed class ExerciseThrowTests
{
    private static readonly string[] Printed =
    [
        "Load balancer listening on [::]:8090",
        "A connection failed unexpectedly: System.NotImplementedException: Exercise 1.3: Pass the half-close on. See docs/x",
        "   at LearnLoadBalancer.Net.SocketPipe.RunAsync()",
        "--- End of stack trace from previous location ---",
        "   at LearnLoadBalancer.Level1.LoadBalancer.HandleAsync()",
        "A connection failed unexpectedly: System.NotImplementedException: Exercise 1.2: The pump. See docs/x",
        "   at LearnLoadBalancer.Net.Pump.RunAsync()",
        "last words",
    ];

    [Fact]
    public void In_TwoThrows_AreTheirExercisesInTheOrderOfTheCourse() => Assert.Equal(["1.2", "1.3"], ExerciseThrow.In(Printed).Select(exercise => exercise.Id));

    [Fact]
    public void In_OtherExceptions_IsNone() =>
        Assert.Empty(ExerciseThrow.In(["System.NotImplementedException: The method is not implemented.", "System.Exception: Exercise 1.2: x", "NotImplementedException: Exercise 9.9: none"]));

    [Fact]
    public void LineOf_ThrowBehindTheProgramsOwnWords_IsTheException() => Assert.Equal(
        "NotImplementedException: Exercise 1.2: The pump. See docs/x", ExerciseThrow.LineOf(ExerciseCatalog.Find("1.2")!, Printed));

    [Fact]
    public void Without_LaterExercise_LeavesItsStackOutAndSaysSo() => Assert.Equal(
        [Printed[0], "(exercise 1.3 is still open, too: its exception is left out here)", .. Printed[5..]],
        ExerciseThrow.Without(Printed, exercise => exercise.Id == "1.3"));
}
