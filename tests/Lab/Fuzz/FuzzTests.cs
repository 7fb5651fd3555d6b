using System.Runtime.Versioning;
using LearnLoadBalancer.Lab.Processes;
using LearnLoadBalancer.Tests.Lab.Support;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Lab.Fuzz;

[UnsupportedOSPlatform("windows")]
[StartsPrograms]
public sealed class FuzzTests
{
    private const int StopSignal = 19;

    [LinuxFact]
    public async Task Fuzz_StoppedWhileLevel3Starts_SaysSoInOneLine()
    {
        await using LabRun lab = LabRun.Start("fuzz", "--seconds", "600");
        int level = 0;
        await Eventually.TrueAsync(() => (level = Level3Of(lab)) > 0, "Level 3 is being started");

        // So that it does not get as far as to listen, however long the signal to the lab takes.
        Assert.Equal(0, Posix.Kill(level, StopSignal));
        Assert.Equal(0, Posix.Kill(lab.Process.Id, Posix.SigTerm));

        Assert.Equal(1, await lab.WaitForExitAsync());
        Assert.Equal("Stopped.", Assert.Single(lab.Errors));
    }

    private static int Level3Of(LabRun lab) => Family.ChildrenOf(lab.Process.Id)
        .Where(child => child.Value.Contains("Level3.dll", StringComparison.Ordinal)).Select(child => child.Key).FirstOrDefault();
}
