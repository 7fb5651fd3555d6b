using LearnLoadBalancer.Tests.Lab.Support;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Lab.Up;

/// <summary>Backends that are made ill and well, and what Level 5 makes of it, as it says itself.</summary>
[StartsPrograms]
[TakesLong]
public sealed class UpDetectionTests
{
    [LinuxFact]
    public async Task Keys_ABackendFailsAndIsHealed_TheScreenShowsItEjectedAndBack()
    {
        using var terminal = TerminalRun.Start(LabRun.Up("level5"));
        await terminal.WaitForAsync("s slow, f failing, i silent, h healed");
        int level = int.Parse((await terminal.WaitForAsync(@"level 5\s+http://localhost:(\d+)/\s+running\s+sees them as")).Groups[1].ValueSpan);
        await terminal.WaitForAsync(@"backend 2\s+http://localhost:\d+/\s+running\s+up\s+check: ok");

        int before = terminal.Shown.Length;
        terminal.Press('f');
        await terminal.WaitForAsync("failing: which one", before);
        terminal.Press('2');
        await terminal.WaitForAsync("Backend 2 is failing: 503 for each request", before);
        await AskUntilAsync(level, terminal.WaitForAsync(@"backend 2\s+http://localhost:\d+/\s+failing\s+ejected for \d+\.\d s\s+(5 failures in a row|the probing request failed)", before));

        before = terminal.Shown.Length;
        terminal.Press('h');
        terminal.Press('2');
        await terminal.WaitForAsync("Backend 2 is healed", before);
        await AskUntilAsync(level, terminal.WaitForAsync(@"backend 2\s+http://localhost:\d+/\s+running\s+warming \d+ %", before));

        terminal.Press('q');
        Assert.Equal(0, await terminal.WaitForExitAsync());
    }

    [UnixFact]
    public async Task Lines_BackendsOfTheLab_AreSeenEjectedAndBackAndDown()
    {
        // Without Node.js the lab plays the backends itself, and these have the same faults.
        var (lab, level) = await LabRun.StartUpAsync("level5", path: "/nonexistent");
        await using (lab)
        {
            await lab.WaitForAsync(@"^Level 5 sees backend 2: up \(check: ok\)$");
            await lab.Process.Input.WriteLineAsync("fail 2");
            await lab.WaitForAsync("^Backend 2 is failing: ");
            await AskUntilAsync(level, lab.WaitForAsync(@"^Level 5 sees backend 2: ejected for \d+\.\d s \((5 failures in a row|the probing request failed), .*status 503\)$"));

            await lab.Process.Input.WriteLineAsync("heal 2");
            await lab.WaitForAsync(@"^Backend 2 is healed\.$");
            await AskUntilAsync(level, lab.WaitForAsync(@"^Level 5 sees backend 2: warming \d+ %"));

            // Its /health hangs, too, so that the checks find out by themselves.
            await lab.Process.Input.WriteLineAsync("silent 3");
            await lab.WaitForAsync(@"^Level 5 sees backend 3: down \(check: timeout after 2\.0 s\)$");

            await lab.Process.Input.WriteLineAsync("stop 3");
            await lab.Process.Input.WriteLineAsync("slow 3");
            await lab.WaitForAsync(@"^Backend 3 is stopped\. Start it first: 3\.$");
            await lab.Process.Input.WriteLineAsync("3");
            await lab.WaitForAsync(@"^Backend 3 is started");
            await lab.WaitForAsync(@"^Level 5 sees backend 3: warming \d+ %");
            Assert.Empty(lab.Errors);
        }
    }

    private static async Task AskUntilAsync(int level, Task shown)
    {
        while (!shown.IsCompleted)
        {
            await Web.GetAsync(level);
        }

        await shown;
    }
}
