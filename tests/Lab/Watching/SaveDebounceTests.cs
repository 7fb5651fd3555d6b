using LearnLoadBalancer.Lab.Watching;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Lab.Watching;

public sealed class SaveDebounceTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task WaitAsync_ManyEvents_AreOneSave()
    {
        var saves = new SaveDebounce(_time);
        saves.Add("A.cs");
        saves.Add("B.cs");
        saves.Add("A.cs");

        Assert.Equal(["A.cs", "B.cs"], await WaitThroughQuietAsync(saves));

        saves.Add("C.cs");
        Assert.Equal(["C.cs"], await WaitThroughQuietAsync(saves));
    }

    [Fact]
    public async Task WaitAsync_AnotherEventBeforeQuiet_WaitsOn()
    {
        var saves = new SaveDebounce(_time);
        saves.Add("A.cs");
        Task<IReadOnlyList<string>> waiting = saves.WaitAsync(CancellationToken.None);
        await _time.WhenSomebodyWaitsAsync(SaveDebounce.Quiet);

        _time.Advance(SaveDebounce.Quiet / 2);
        saves.Add("B.cs");
        await _time.WhenSomebodyWaitsAsync(SaveDebounce.Quiet); // The quiet begins anew.
        _time.Advance(SaveDebounce.Quiet / 2);
        Assert.False(waiting.IsCompleted);

        _time.Advance(SaveDebounce.Quiet / 2);
        Assert.Equal(["A.cs", "B.cs"], await waiting);
    }

    /// <summary>A program that writes a log without a pause.</summary>
    [Fact]
    public async Task WaitAsync_NeverQuiet_EndsAllTheSame()
    {
        var saves = new SaveDebounce(_time);
        saves.Add("A.cs");
        Task<IReadOnlyList<string>> waiting = saves.WaitAsync(CancellationToken.None);
        for (TimeSpan passed = default; passed < SaveDebounce.Longest; passed += SaveDebounce.Quiet / 2)
        {
            await _time.WhenSomebodyWaitsAsync(SaveDebounce.Quiet);
            _time.Advance(SaveDebounce.Quiet / 2);
            saves.Add("written.txt");
        }

        Assert.Equal(["A.cs", "written.txt"], await waiting);
    }

    private async Task<IReadOnlyList<string>> WaitThroughQuietAsync(SaveDebounce saves)
    {
        Task<IReadOnlyList<string>> waiting = saves.WaitAsync(CancellationToken.None);
        await _time.WhenSomebodyWaitsAsync(SaveDebounce.Quiet);
        _time.Advance(SaveDebounce.Quiet);
        return await waiting;
    }
}
