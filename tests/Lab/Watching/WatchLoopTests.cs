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
[StartsPrograms]
public sealed class WatchLoopTests : IAsyncLifetime, IDisposable
{
    private const string Waiting = "Waiting for a save in ";

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<IReadOnlyList<string>> _saves = Channel.CreateUnbounded<IReadOnlyList<string>>();
    private readonly Screen _screen = new();
    private Task _watching = Task.CompletedTask;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync(); // A test that failed has not, and the program that it watches runs.
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        _stop.Dispose();
        _screen.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_EachSave_ChecksAgainAndSaysWhatIsNextUntilStopped()
    {
        Write("1.1", "1.2");
        Watch(StrangersProgram.Good);
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

        await StopAsync();
        Assert.Equal(3, Count("Checking "));
    }

    [Fact]
    public async Task Run_SaveInTheMiddleOfACheck_BeginsAnew()
    {
        Watch(StrangersProgram.NeverListens);
        await AppearsAsync("Checking ", 1);

        Save();
        await AppearsAsync("Checking ", 2);
        Assert.Contains("Saved: Mine.cs", _screen.Lines);
        Assert.Equal(0, Count(Waiting)); // The first check had no end.

        await StopAsync();
    }

    /// <summary>A program that writes into its own folder would else be checked anew for ever, and never to the end.</summary>
    [Fact]
    public async Task Run_FileThatChangesInEveryCheck_CutsOffTwoAndLetsTheThirdEnd()
    {
        Watch(StrangersProgram.Good);
        for (int round = 1; round <= 3; round++)
        {
            await AppearsAsync("Checking ", round);
            Assert.True(_saves.Writer.TryWrite(["state.json"]));
        }

        await RoundEndsAsync(1);
        Assert.Equal(2, Count("Saved: state.json"));
        Assert.Equal(1, Count("state.json changes in every check, so the program itself writes it."));

        Assert.True(_saves.Writer.TryWrite(["state.json"])); // Late news of what it wrote.
        Save("1.1");
        await RoundEndsAsync(2);
        Assert.Equal(2, Count("Saved: state.json"));
        Assert.Equal(1, Count("Saved: Mine.cs"));
        await StopAsync();
    }

    [Fact]
    public async Task Run_FileThatAnEditorHasLocked_SaysSoInOneLineAndWaitsForTheNextSave()
    {
        Write("1.1");
        await using (new FileStream(FilePath, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            Watch(StrangersProgram.Good);
            await RoundEndsAsync(1);
        }

        await SaysThatItCannotReadAndGoesOnAsync();
    }

    /// <summary>A link without an end: it is in the folder's list, and is not there when it is read.</summary>
    [UnixFact]
    public async Task Run_FileThatVanishesWhileItReads_SaysSoInOneLineAndWaitsForTheNextSave()
    {
        File.CreateSymbolicLink(FilePath, $"{FilePath}.gone");
        Watch(StrangersProgram.Good);
        await RoundEndsAsync(1);
        File.Delete(FilePath);

        await SaysThatItCannotReadAndGoesOnAsync();
    }

    private string FilePath => Path.Combine(_folder.Path, "Mine.cs");

    private async Task SaysThatItCannotReadAndGoesOnAsync()
    {
        Assert.Equal(1, Count("Your files can't be read: "));
        Assert.Contains(FilePath, Last("Your files can't be read: "), StringComparison.Ordinal);
        Assert.Equal(0, Count("Next: "));

        Save("1.1");
        await RoundEndsAsync(2);
        Assert.StartsWith("Next: exercise 1.1, ", Last("Next: "), StringComparison.Ordinal);
        await StopAsync();
    }

    private void Watch(string command)
    {
        var loop = new WatchLoop(
            _screen,
            stop => _saves.Reader.ReadAsync(stop).AsTask(),
            _folder.Path,
            level: 1,
            new CommandTemplate(command),
            new RunOptions(1, CheckedPrograms.Seed) { Only = ["responds"] },
            _ => ["Here.cs"])
        {
            CreateDisplay = () => new PlainDisplay(_screen),
        };
        _watching = loop.RunAsync(_stop.Token);
    }

    /// <summary>As the learner's editor does it.</summary>
    private void Save(params string[] open)
    {
        Write(open);
        Assert.True(_saves.Writer.TryWrite(["Mine.cs"]));
    }

    /// <summary>The learner's file, in which these exercises are not begun.</summary>
    private void Write(params string[] open) =>
        File.WriteAllLines(FilePath, open.Select(id => Starter.ThrowOf(ExerciseCatalog.Find(id)!)));

    private Task RoundEndsAsync(int number) => AppearsAsync(Waiting, number);

    private async Task AppearsAsync(string start, int times)
    {
        await Eventually.TrueAsync(() => _watching.IsCompleted || Count(start) == times, $"'{start}' for the {times}. time");
        if (_watching.IsCompleted)
        {
            await _watching; // Throws what ended it.
            Assert.Fail("The watch has ended by itself.");
        }
    }

    private int Count(string start) => _screen.Lines.Count(line => line.StartsWith(start, StringComparison.Ordinal));

    private string Last(string start) => _screen.Lines.Last(line => line.StartsWith(start, StringComparison.Ordinal));

    private async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _watching.EndsAsync("lab watch"));
    }
}
