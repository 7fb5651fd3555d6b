using LearnLoadBalancer.Lab.Bench.Machine;

namespace LearnLoadBalancer.Tests.Lab.Bench;

public class ProcStatusTests
{
    [Fact]
    public void Parse_StatusFile_ReadsMemoryInBytesAndThreads() =>
        Assert.Equal(
            new ProcStatus(40 * 1024, 50 * 1024, 9),
            ProcStatus.Parse("Name:\tdotnet\nVmPeak:\t  900 kB\nVmHWM:\t      50 kB\nVmRSS:\t      40 kB\nThreads:\t9\n"));

    [Fact]
    public void Parse_ProcessThatIsEnding_HasNoMemory() =>
        Assert.Equal(default, ProcStatus.Parse("Name:\tnginx\nState:\tZ (zombie)\n"));
}
