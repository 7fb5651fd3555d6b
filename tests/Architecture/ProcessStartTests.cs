namespace LearnLoadBalancer.Tests.Architecture;

/// <summary>
/// Every process of the lab and of the tests is started in one place, where a test whose class is not marked with
/// <see cref="StartsProgramsAttribute"/> is refused.
/// </summary>
public sealed class ProcessStartTests
{
    private static readonly string[] Folders = ["lab", "tests"];

    [Fact]
    public void ProcessStart_Sources_CallItInOnePlace()
    {
        string call = string.Join('.', "Process", "Start("); // Else this file would be another.
        string[] places =
        [
            .. Folders
                .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs", SearchOption.AllDirectories))
                .Where(file => File.ReadAllText(file).Contains(call, StringComparison.Ordinal))
                .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/')),
        ];

        // The first builds what the benchmarks measure, and is tested by itself.
        Assert.Equal(["lab/Bench/Proxies/Compiler.cs", "lab/Processes/ProcessStarter.cs"], places.Order(StringComparer.Ordinal));
    }
}
