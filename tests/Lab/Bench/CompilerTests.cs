using System.Globalization;
using LearnLoadBalancer.Lab.Bench;
using LearnLoadBalancer.Lab.Bench.Proxies;
using LearnLoadBalancer.Tests.Lab.Exercises;
using LearnLoadBalancer.Tests.Lab.Support;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Lab.Bench;

/// <summary>A shell plays the compiler.</summary>
[StartsPrograms]
public sealed class CompilerTests
{
    [UnixFact]
    public async Task RunAsync_Cancelled_LeavesNothingRunning()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "ids");
        using var cancel = new CancellationTokenSource();

        Task running = Compiler.RunAsync("sh", ["-c", $"sleep 600 & echo $$ $! > '{file}.new'; mv '{file}.new' '{file}'; wait"], cancel.Token);
        await Eventually.TrueAsync(() => File.Exists(file), "it runs");
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await Alive.AssertAllGoneAsync([.. (await File.ReadAllTextAsync(file)).Split(' ').Select(id => int.Parse(id, CultureInfo.InvariantCulture))]);
    }

    [UnixFact]
    public async Task RunAsync_ItFails_SaysItsLastLines()
    {
        var e = await Assert.ThrowsAsync<BenchException>(() => Compiler.RunAsync("sh", ["-c", "echo out; echo wrong >&2; exit 3"], CancellationToken.None));

        Assert.EndsWith("failed:\nout\nwrong", e.Message, StringComparison.Ordinal);
    }
}
