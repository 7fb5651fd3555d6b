using System.Runtime.Versioning;
using LearnLoadBalancer.Lab.Exercises;
using LearnLoadBalancer.Lab.Processes;
using LearnLoadBalancer.Tests.Lab.Exercises;
using LearnLoadBalancer.Tests.Lab.Support;

namespace LearnLoadBalancer.Tests.Lab.Commands;

[UnsupportedOSPlatform("windows")]
[StartsPrograms]
public sealed class WatchCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [UnixFact]
    public async Task Watch_FileSaved_SaysWhatIsNextAndCtrlCEndsItWithZero()
    {
        Save("1.1");
        await using LabRun lab = LabRun.Start(
            "watch", "level1", "--dir", _folder.Path, "--cmd", StrangersProgram.Good, "--only", "responds", "--seed", "7");
        await lab.WaitForAsync("^Next: exercise 1\\.1, .* in ");
        await lab.WaitForAsync("^Waiting for a save in ");

        Save("1.2");
        await lab.WaitForAsync("^Saved: Mine\\.cs$");
        await lab.WaitForAsync("^Next: exercise 1\\.2, .* in ");

        Assert.True(Posix.Kill(lab.Process.Id, Posix.SigInt) == 0);
        Assert.Equal(0, await lab.WaitForExitAsync());
        Assert.Empty(lab.Errors);
    }

    private void Save(string open) =>
        File.WriteAllText(Path.Combine(_folder.Path, "Mine.cs"), Starter.ThrowOf(ExerciseCatalog.Find(open)!));
}
