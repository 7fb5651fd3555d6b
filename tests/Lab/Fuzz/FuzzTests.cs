using System.Runtime.Versioning;
using LearnLoadBalancer.Lab.Processes;
using LearnLoadBalancer.Tests.Lab.Support;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Lab.Fuzz;

[UnsupportedOSPlatform("windows")]
public sealed class FuzzTests
{
    [LinuxFact]
    public async Task Fuzz_StoppedWhileLevel3Starts_SaysSoInOneLine()
    {
        await using LabRun lab = LabRun.Start("fuzz", "--seconds", "600");
        await Eventually.TrueAsync(
            () => Family.ChildrenOf(lab.Process.Id).Any(child => child.Value.Contains("Level3.dll", StringComparison.Ordinal)), "Level 3 is being started");

        Assert.Equal(0, Posix.Kill(lab.Process.Id, Posix.SigTerm));

        Assert.Equal(1, await lab.WaitForExitAsync());
        Assert.Equal("Stopped.", Assert.Single(lab.Errors));
    }
}
