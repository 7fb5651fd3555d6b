namespace LearnLoadBalancer.Tests.Architecture;

/// <summary>
/// Every process of the lab and of the tests is started in one place, where a test whose class is not marked with
/// <see cref="StartsProgramsAttribute"/> is refused.
/// </summary>
public sealed class ProcessStartTests
{
    private static readonly string[] Folders = ["lab", "tests"];

    [Theory]
    [InlineData("Process.Start", "lab/Processes/ProcessStarter.cs")]
    [InlineData("Cli.Wrap", "lab/Bench/Load/WrkLoad.cs", "lab/Bench/Proxies/Compiler.cs", "lab/Ports/ToolOutput.cs")] // Tools that run to their end.
    public void ProcessStart_Sources_CallItInKnownPlaces(string method, params string[] known)
    {
        string[] places =
        [
            .. Folders
                .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
                .Where(file => File.ReadAllText(file).Contains(method + "(", StringComparison.Ordinal))
                .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')),
        ];

        Assert.Equal(known, places.Order(StringComparer.Ordinal));
    }
}
