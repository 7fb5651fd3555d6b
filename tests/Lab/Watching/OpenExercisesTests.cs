using LearnLoadBalancer.Lab.Exercises;
using LearnLoadBalancer.Lab.Watching;
using LearnLoadBalancer.Tests.Lab.Exercises;

namespace LearnLoadBalancer.Tests.Lab.Watching;

public sealed class OpenExercisesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void In_StarterWithTwoThrows_NamesThemInOrder()
    {
        Starter.Write(
            [
                new SourceFile("A.cs", Starter.ThrowOf(ExerciseCatalog.Find("1.3")!)),
                new SourceFile("Net/B.cs", $"    {Starter.ThrowOf(ExerciseCatalog.Find("1.1")!)}"),
            ],
            _folder.Path);

        Assert.Equal(["1.1", "1.3"], OpenExercises.In(_folder.Path, level: 1).Select(exercise => exercise.Id));
    }
}
