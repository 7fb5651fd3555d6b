using LearnLoadBalancer.Lab.Watching;
using LearnLoadBalancer.Tests.Lab.Exercises;

namespace LearnLoadBalancer.Tests.Lab.Watching;

public sealed class SaveWatcherTests : IDisposable
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new(Guard);

    public void Dispose()
    {
        _stop.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task WaitAsync_FileSaved_NamesIt()
    {
        Directory.CreateDirectory(PathOf("Net"));
        using var watcher = new SaveWatcher(_folder.Path, TimeProvider.System);

        await File.WriteAllTextAsync(PathOf("Net/Pump.cs"), "saved");

        Assert.Equal([Path.Combine("Net", "Pump.cs")], await watcher.WaitAsync(_stop.Token));
    }

    [Fact]
    public async Task WaitAsync_SavedWhileNobodyWaited_ReturnsAtOnce()
    {
        using var watcher = new SaveWatcher(_folder.Path, TimeProvider.System);
        await File.WriteAllTextAsync(PathOf("A.cs"), "saved");
        await watcher.WaitAsync(_stop.Token);

        // On a slow machine the first save may be heard of twice, and the second is then taken for a part of it. So it
        // is saved again, once more while nobody waits. Should what comes in that time be lost, it is never heard of.
        do
        {
            await File.WriteAllTextAsync(PathOf("B.cs"), "saved");
        }
        while (!(await watcher.WaitAsync(_stop.Token)).Contains("B.cs"));
    }

    [Fact]
    public async Task WaitAsync_EditorReplacesTheFile_IsHeard()
    {
        await File.WriteAllTextAsync(PathOf("Pump.cs"), "before");
        await File.WriteAllTextAsync(PathOf("Pump.cs.new"), "after");
        using var watcher = new SaveWatcher(_folder.Path, TimeProvider.System);

        File.Move(PathOf("Pump.cs.new"), PathOf("Pump.cs"), overwrite: true);

        Assert.Contains("Pump.cs", (await watcher.WaitAsync(_stop.Token))[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitAsync_BuildWrites_IsNotASave()
    {
        Directory.CreateDirectory(PathOf("obj/Debug"));
        using var watcher = new SaveWatcher(_folder.Path, TimeProvider.System);

        await File.WriteAllTextAsync(PathOf("obj/Debug/Level1.dll"), "built");
        await File.WriteAllTextAsync(PathOf("LoadBalancer.cs"), "saved");

        Assert.Equal(["LoadBalancer.cs"], await watcher.WaitAsync(_stop.Token));
    }

    [Fact]
    public async Task WaitAsync_ProgramWritesItsLog_IsNotASave()
    {
        using var watcher = new SaveWatcher(_folder.Path, TimeProvider.System);

        await File.WriteAllTextAsync(PathOf("access.log"), "GET /");
        await File.WriteAllTextAsync(PathOf("LoadBalancer.cs"), "saved");

        Assert.Equal(["LoadBalancer.cs"], await watcher.WaitAsync(_stop.Token));
    }

    [Fact]
    public async Task WaitAsync_WhatIsLeftOut_IsNotASave()
    {
        using var watcher = new SaveWatcher(_folder.Path, TimeProvider.System, paths => Task.FromResult<IReadOnlyList<string>>([.. paths.Where(path => path != "state.json")]));

        await File.WriteAllTextAsync(PathOf("state.json"), "{}");
        Task<IReadOnlyList<string>> waiting = watcher.WaitAsync(_stop.Token);
        await File.WriteAllTextAsync(PathOf("LoadBalancer.cs"), "saved");

        Assert.Equal(["LoadBalancer.cs"], await waiting);
    }

    [Fact]
    public async Task WaitAsync_Stopped_Ends()
    {
        using var watcher = new SaveWatcher(_folder.Path, TimeProvider.System);
        Task<IReadOnlyList<string>> waiting = watcher.WaitAsync(_stop.Token);

        await _stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private string PathOf(string name) => Path.Combine(_folder.Path, name);
}
