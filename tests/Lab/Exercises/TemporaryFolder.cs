namespace LearnLoadBalancer.Tests.Lab.Exercises;

/// <summary>A folder of one test, gone when it ends.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("llb-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
