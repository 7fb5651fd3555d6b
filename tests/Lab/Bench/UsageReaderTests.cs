using System.Diagnostics;
using LearnLoadBalancer.Lab.Bench.Machine;

namespace LearnLoadBalancer.Tests.Lab.Bench;

public class UsageReaderTests
{
    [Fact]
    public void Read_ThisProcess_HasTimeAndMemoryAndThreads()
    {
        using var self = Process.GetCurrentProcess();

        Usage usage = UsageReader.Read(self);

        Assert.True(usage.Cpu > TimeSpan.Zero);
        Assert.True(usage.Resident > 1_000_000);
        Assert.True(usage.Threads > 1);
        Assert.True(usage.Peak >= usage.Resident / 2); // Counters of the kernel lag behind a little, each for itself.
    }
}
