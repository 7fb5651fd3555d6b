using System.Threading.Channels;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Reporting;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Lab.Exercises;
using LearnLoadBalancer.Lab.Watching;
using LearnLoadBalancer.Tests.Lab.Checking;
using LearnLoadBalancer.Tests.Lab.Exercises;
using LearnLoadBalancer.Tests.Lab.Support;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Lab.Watching;

/// <summary>Check, say what is next, wait for a save, and again. The saves are made by hand.</summary>
public sealed class WatchLoopTests : IDisposable
{
    private const string Waiting = "Waiting for a save in ";

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<string> _saves = Channel.CreateUnbounded<string>();
    private readonly Screen _screen = new();

    public void Dispose()
    {
        _stop.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_EachSave_ChecksAgainAndSaysWhatIsNextUntilStopped()
    {
        Write("1.1", "1.2");
        Task watching = Watch(StrangersProgram.Good);
        await RoundEndsAsync(1);
        Assert.StartsWith("Next: exercise 1.1, ", Last("Next: "), StringComparison.Ordinal);

        Save("1.2");
        await RoundEndsAsync(2);
        Assert.Contains("Saved: Mine.cs", _screen.Lines);
        Assert.StartsWith("Next: exercise 1.2, ", Last("Next: "), StringComparison.Ordinal);
        Assert.EndsWith(" in Here.cs", Last("Next: "), StringComparison.Ordinal);

        Save();
        await RoundEndsAsync(3);
        Assert.Equal("Level 1 is done. Next: dotnet run --project lab -- start level2 --to ../my-level2", Last("Level 1 is done"));

        await StopAsync(watching);
        Assert.Equal(3, Count("Checking "));
    }

    [Fact]
    public async Task Run_SaveInTheMiddleOfACheck_BeginsAnew()
    {
        Task watching = Watch(StrangersProgram.NeverListens);
        await AppearsAsync("Checking ", 1);

        Save();
        await AppearsAsync("Checking ", 2);
        Assert.Contains("Saved: Mine.cs", _screen.Lines);
        Assert.Equal(0, Count(Waiting)); // The first check had no end.

        await StopAsync(watching);
    }

    [Fact]
    public async Task Run_FileThatAnEditorHasLocked_SaysSoInOneLineAndWaitsForTheNextSave()
    {
        Write("1.1");
        Task watching;
        await using (new FileStream(FilePath, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            watching = Watch(StrangersProgram.Good);
            await RoundEndsAsync(1);
        }

        await SaysThatItCannotReadAndGoesOnAsync(watching);
    }

    /// <summary>A link without an end: it is in the folder's list, and is not there when it is read.</summary>
    [UnixFact]
    public async Task Run_FileThatVanishesWhileItReads_SaysSoInOneLineAndWaitsForTheNextSave()
    {
        File.CreateSymbolicLink(FilePath, $"{FilePath}.gone");
        Task watching = Watch(StrangersProgram.Good);
        await RoundEndsAsync(1);
        File.Delete(FilePath);

        await SaysThatItCannotReadAndGoesOnAsync(watching);
    }

    private string FilePath => Path.Combine(_folder.Path, "Mine.cs");

    private async Task SaysThatItCannotReadAndGoesOnAsync(Task watching)
    {
        Assert.Equal(1, Count("Your files can't be read: "));
        Assert.Contains(FilePath, Last("Your files can't be read: "), StringComparison.Ordinal);
        Assert.Equal(0, Count("Next: "));

        Save("1.1");
        await RoundEndsAsync(2);
        Assert.StartsWith("Next: exercise 1.1, ", Last("Next: "), StringComparison.Ordinal);
        await StopAsync(watching);
    }

    private Task Watch(string command)
    {
        var loop = new WatchLoop(
            _screen,
            stop => _saves.Reader.ReadAsync(stop).AsTask(),
            _folder.Path,
            level: 1,
            new CommandTemplate(command),
            new RunOptions(1, CheckedPrograms.Seed) { Only = ["answers"] },
            _ => ["Here.cs"])
        {
            CreateDisplay = () => new PlainDisplay(_screen),
        };
        return loop.RunAsync(_stop.Token);
    }

    /// <summary>As the learner's editor does it.</summary>
    private void Save(params string[] open)
    {
        Write(open);
        Assert.True(_saves.Writer.TryWrite("Mine.cs"));
    }

    /// <summary>The learner's file, in which these exercises are not begun.</summary>
    private void Write(params string[] open) =>
        File.WriteAllLines(FilePath, open.Select(id => Starter.ThrowOf(ExerciseCatalog.Find(id)!)));

    private Task RoundEndsAsync(int number) => AppearsAsync(Waiting, number);

    private Task AppearsAsync(string start, int times) => Eventually.TrueAsync(() => Count(start) == times, $"'{start}' for the {times}. time");

    private int Count(string start) => _screen.Lines.Count(line => line.StartsWith(start, StringComparison.Ordinal));

    private string Last(string start) => _screen.Lines.Last(line => line.StartsWith(start, StringComparison.Ordinal));

    private async Task StopAsync(Task watching)
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching.EndsAsync("lab watch"));
    }
}
