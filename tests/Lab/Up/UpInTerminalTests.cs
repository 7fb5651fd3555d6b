using LearnLoadBalancer.Tests.Lab.Support;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Lab.Up;

[StartsPrograms]
public sealed class UpInTerminalTests
{
    /// <summary>What the README says of the key 2, and of Ctrl+C.</summary>
    [LinuxFact]
    public async Task Keys_StopAndStartABackend_AndCtrlCEndsItAll()
    {
        using var terminal = TerminalRun.Start(LabRun.Up("level2"));
        await terminal.WaitForAsync("Keys: 1 2 3 stop or start a backend");
        int backend = int.Parse((await terminal.WaitForAsync(@"backend 2\s+http://localhost:(\d+)/\s+running")).Groups[1].ValueSpan);
        int level = int.Parse((await terminal.WaitForAsync(@"level 2\s+http://localhost:(\d+)/\s+running")).Groups[1].ValueSpan);
        Assert.Equal("Response from Backend Server 1\n", await Web.GetAsync(level));

        int before = terminal.Shown.Length;
        terminal.Press('2');
        await terminal.WaitForAsync(@"backend 2\s+http://localhost:\d+/\s+stopped\s+2 starts it", before);
        await terminal.WaitForAsync($"localhost:{backend} marked as UNHEALTHY", before);
        await Assert.ThrowsAsync<HttpRequestException>(() => Web.GetAsync(backend));

        before = terminal.Shown.Length;
        terminal.Press('2');
        await terminal.WaitForAsync(@"backend 2\s+http://localhost:\d+/\s+running.*2 stops it", before);
        Assert.Equal("Response from Backend Server 2\n", await Web.GetAsync(backend));

        terminal.Press('\x3');
        Assert.Equal(0, await terminal.WaitForExitAsync());
        Assert.EndsWith("Everything is stopped.", terminal.Shown.TrimEnd(), StringComparison.Ordinal);
    }
}
