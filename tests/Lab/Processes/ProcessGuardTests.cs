using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using LearnLoadBalancer.Lab.Processes;
using LearnLoadBalancer.Tests.Lab.Support;
using LearnLoadBalancer.Tests.Processes;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Lab.Processes;

[UnsupportedOSPlatform("windows")] // Signals, groups, a shell.
[StartsPrograms]
public sealed class ProcessGuardTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Prints its own id, that of a child, and that of a grandchild whose parent has died, so that it
    /// hangs on the system's first process and no tree leads to it.
    /// </summary>
    private const string Family = "echo me $$; sleep 600 & echo child $!; sh -c 'sleep 600 & echo orphan $!'; echo ready; wait";

    /// <summary>Starts one that leads a session of its own, waits until it does, and prints its id.</summary>
    private const string Daemon = "setsid sleep 600 >/dev/null 2>&1 & until [ $(ps -o sid= -p $!) -eq $! ]; do :; done; echo $!";

    [UnixTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_Program_RunsUnderTheIdThatItHas(bool byShell)
    {
        await using var guard = new ProcessGuard { LaunchesByShell = byShell };
        ChildProcess child = guard.Start(new ChildProgram("sh", "-c", "echo $$; exit 7"));

        Assert.Equal(7, await child.Exited.WaitAsync(Limit));
        Assert.Equal(child.Id.ToString(CultureInfo.InvariantCulture), Assert.Single(child.LastLines).Text);
    }

    [UnixFact]
    public async Task Start_OutputOnBothStreams_ArrivesAsLines()
    {
        await using var guard = new ProcessGuard();
        var lines = new List<OutputLine>();
        ChildProcess child = guard.Start(
            new ChildProgram("sh", "-c", "echo one; echo two; printf rest; exec 1>&-; echo \"$WORD\" >&2; pwd >&2")
            {
                WorkingDirectory = "/",
                Environment = new Dictionary<string, string> { ["WORD"] = "três" },
            },
            line =>
            {
                lock (lines)
                {
                    lines.Add(line);
                }
            });

        Assert.Equal(0, await child.Exited.WaitAsync(Limit));
        Assert.Equal(["one", "two", "rest"], lines.Where(line => !line.IsError).Select(line => line.Text));
        Assert.Equal(["três", "/"], lines.Where(line => line.IsError).Select(line => line.Text));
    }

    [UnixFact]
    public async Task Start_LinesWithoutEnd_KeepsTheLastOnesOnly()
    {
        await using var guard = new ProcessGuard();
        ChildProcess child = guard.Start(new ChildProgram("sh", "-c", "i=0; while [ $i -lt 200 ]; do i=$((i+1)); echo $i; done"));

        await child.Exited.WaitAsync(Limit);
        Assert.Equal(Enumerable.Range(151, OutputLog.LinesKept).Select(i => i.ToString(CultureInfo.InvariantCulture)), child.LastLines.Select(line => line.Text));
    }

    [UnixTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_ProgramSeesNothingOfTheLaunch_NeitherVariablesNorIgnoredSignals(bool byShell)
    {
        await using var guard = new ProcessGuard { LaunchesByShell = byShell };
        ChildProcess child = guard.Start(new ChildProgram("sh", "-c", "env; kill -PIPE $$; echo survived"));

        Assert.Equal(128 + Posix.SigPipe, await child.Exited.WaitAsync(Limit));
        Assert.DoesNotContain(child.LastLines, line => line.Text == "survived" || line.Text.Contains("Diagnostics", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Start_NoSuchProgram_SaysSoAndStartsNothing()
    {
        await using var guard = new ProcessGuard();
        var e = Assert.Throws<StartupException>(() => guard.Start(new ChildProgram("no-such-program")));
        Assert.Null(guard.Id);
        Assert.Equal("The program 'no-such-program' was not found. Install it, or give its path. There is no shell here: for cd and pipes write sh -c '…'.", e.Message);
    }

    /// <summary>What the child is sent is its own, from the first byte on: the word go that it waited for is not part of it.</summary>
    [UnixTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_InputSentAtOnce_IsAllForTheProgram(bool byShell)
    {
        await using var guard = new ProcessGuard { LaunchesByShell = byShell };
        ChildProcess child = guard.Start(new ChildProgram("cat"));
        await child.Input.WriteAsync("one\ntwo\n");
        child.Input.Close();

        Assert.Equal(0, await child.Exited.WaitAsync(Limit));
        Assert.Equal(["one", "two"], child.LastLines.Select(line => line.Text));
    }

    /// <summary>The lab died before its guard knew of the child: nobody would ever end the program.</summary>
    [UnixTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Launch_NobodySaysGo_DoesNotBecomeTheProgram(bool byShell)
    {
        ProcessStartInfo start = byShell ? ShellLaunch.Prepare("/bin/echo") : LaunchProgram.Prepare("/bin/echo");
        start.ArgumentList.Add("started");
        using Process launched = ProcessStarter.Start(start);
        launched.StandardInput.Close();

        Assert.Equal("", await launched.StandardOutput.ReadToEndAsync().WaitAsync(Limit));
        await launched.WaitForExitAsync().WaitAsync(Limit);
        Assert.Equal(LaunchProgram.CannotStart, launched.ExitCode);
    }

    [UnixFact]
    public async Task WaitForLine_ProgramEndsWithoutIt_GivesNull()
    {
        await using var guard = new ProcessGuard();
        ChildProcess child = guard.Start(new ChildProgram("sh", "-c", "echo something else"));
        Assert.Null(await child.WaitForLineAsync(line => line == "ready").WaitAsync(Limit));
    }

    [UnixFact]
    public async Task Stop_ProgramThatHeedsTheSignal_EndsInItsOwnWay()
    {
        await using var guard = new ProcessGuard();
        ChildProcess child = guard.Start(new ChildProgram("sh", "-c", "trap 'echo bye; exit 3' TERM; echo ready; while :; do sleep 0.02; done"));
        await child.WaitForLineAsync(line => line == "ready").WaitAsync(Limit);

        Assert.Equal(3, await child.StopAsync(Limit));
        // The shell may have a word to say about its sleep, which got the signal as well.
        Assert.Contains(child.LastLines, line => line.Text == "bye");
    }

    [UnixFact]
    public async Task Stop_ProgramThatIgnoresTheSignal_IsKilled()
    {
        await using var guard = new ProcessGuard();
        ChildProcess child = guard.Start(new ChildProgram("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 0.02; done"));
        await child.WaitForLineAsync(line => line == "ready").WaitAsync(Limit);

        Assert.Equal(128 + Posix.SigKill, await child.StopAsync(TimeSpan.FromMilliseconds(100)));
    }

    [UnixTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Kill_ChildrenAndOrphans_AreGone(bool byShell)
    {
        await using var guard = new ProcessGuard { LaunchesByShell = byShell };
        var (child, ids) = await StartFamilyAsync(guard);

        await child.KillAsync();
        await Alive.AssertAllGoneAsync(ids);
    }

    [UnixFact]
    public async Task Exited_ProgramLeavesChildrenBehind_TheyAreGone()
    {
        await using var guard = new ProcessGuard();
        ChildProcess child = guard.Start(new ChildProgram("sh", "-c", "sleep 600 & echo $!"));

        Assert.Equal(0, await child.Exited.WaitAsync(Limit));
        await Alive.AssertAllGoneAsync([int.Parse(child.LastLines[0].Text, CultureInfo.InvariantCulture)]);
    }

    [UnixFact]
    public async Task Dispose_ChildrenRunning_TheyAreGoneAndSoIsTheGuard()
    {
        var guard = new ProcessGuard();
        var (_, ids) = await StartFamilyAsync(guard);

        int guardId = Assert.IsType<int>(guard.Id);
        await guard.DisposeAsync();
        await Alive.AssertAllGoneAsync([.. ids, guardId]);
    }

    /// <summary>It has left the tree and the group of the child, as a server of old does. It has not left its environment.</summary>
    [LinuxFact]
    public async Task Start_ProgramThatGoesIntoTheBackground_NamesWhatItLeavesAndEndsIt()
    {
        await using var guard = new ProcessGuard();
        ChildProcess child = guard.Start(new ChildProgram("sh", "-c", Daemon));

        Assert.Equal(0, await child.Exited.WaitAsync(Limit));
        Assert.Equal("sleep 600", child.LeftBehind);
        await Alive.AssertAllGoneAsync([int.Parse(child.LastLines[0].Text, CultureInfo.InvariantCulture)]);
    }

    [LinuxFact]
    public async Task Guard_PipeEnds_EndsDaemonsToo()
    {
        await using var starter = new ProcessGuard();
        ChildProcess child = starter.Start(new ChildProgram("sh", "-c", $"{Daemon}; sleep 600") { Environment = new Dictionary<string, string>() });
        int daemon = int.Parse((await child.WaitForLineAsync(line => line.Length > 0).WaitAsync(Limit))!.Text, CultureInfo.InvariantCulture);
        string mark = (await File.ReadAllTextAsync($"/proc/{daemon}/environ")).Split('\0').First(word => word.StartsWith(ProcessMark.Variable, StringComparison.Ordinal)).Split('=')[1];

        using Process guard = ProcessStarter.Start(LabExecutable.HiddenCommand(GuardProgram.Command));
        await guard.StandardInput.WriteLineAsync($"watch {child.Id} {mark}");
        guard.StandardInput.Close();
        await guard.WaitForExitAsync().WaitAsync(Limit);

        await Alive.AssertAllGoneAsync([child.Id, daemon]);
    }

    [UnixFact]
    public async Task Start_ProgramThatPaints_ItsLinesArePlain()
    {
        await using var guard = new ProcessGuard();
        ChildProcess child = guard.Start(new ChildProgram("sh", "-c", @"printf '\033[31mred\033[0m\n'"));

        await child.Exited.WaitAsync(Limit);
        Assert.Equal("red", Assert.Single(child.LastLines).Text);
    }

    /// <summary>What happens when the lab is killed: the pipe to the guard ends, and nobody else does anything.</summary>
    [UnixFact]
    public async Task Guard_PipeEnds_EndsWhatItWatchesAndNothingElse()
    {
        await using var starter = new ProcessGuard();
        var (watched, ids) = await StartFamilyAsync(starter);
        var (forgotten, others) = await StartFamilyAsync(starter);

        using Process guard = ProcessStarter.Start(LabExecutable.HiddenCommand(GuardProgram.Command));
        await guard.StandardInput.WriteLineAsync($"watch {watched.Id}");
        await guard.StandardInput.WriteLineAsync($"watch {forgotten.Id}");
        await guard.StandardInput.WriteLineAsync($"forget {forgotten.Id}");
        guard.StandardInput.Close();
        await guard.WaitForExitAsync().WaitAsync(Limit);

        await Alive.AssertAllGoneAsync(ids);
        Assert.All(others, id => Assert.True(Alive.IsRunning(id)));
    }

    /// <summary>A Ctrl+C goes to everybody in the terminal's group. The guard must be there until the last.</summary>
    [UnixFact]
    public async Task Guard_Signals_DoNotEndIt()
    {
        await using var starter = new ProcessGuard();
        var (watched, ids) = await StartFamilyAsync(starter);

        using Process guard = ProcessStarter.Start(LabExecutable.HiddenCommand(GuardProgram.Command));
        await guard.StandardInput.WriteLineAsync($"watch {watched.Id}");
        await guard.StandardInput.FlushAsync();
        await WaitUntilItLeadsAGroupAsync(guard.Id);
        foreach (int signal in new[] { Posix.SigInt, Posix.SigTerm, Posix.SigHup })
        {
            Assert.Equal(0, Posix.Kill(guard.Id, signal));
        }

        Assert.All(ids, id => Assert.True(Alive.IsRunning(id)));
        guard.StandardInput.Close();
        await guard.WaitForExitAsync().WaitAsync(Limit);
        Assert.Equal(0, guard.ExitCode);
        await Alive.AssertAllGoneAsync(ids);
    }

    // Signal 0 only asks whether the group exists. It does once the guard has registered for signals.
    private static Task WaitUntilItLeadsAGroupAsync(int id) => Eventually.TrueAsync(() => Posix.Kill(-id, 0) == 0, "the guard leads a group");

    private static async Task<(ChildProcess Child, int[] Ids)> StartFamilyAsync(ProcessGuard guard)
    {
        ChildProcess child = guard.Start(new ChildProgram("sh", "-c", Family));
        await child.WaitForLineAsync(line => line == "ready").WaitAsync(Limit);
        int[] ids = [.. child.LastLines.SkipLast(1).Select(line => int.Parse(line.Text.Split(' ')[1], CultureInfo.InvariantCulture))];
        Assert.Equal(3, ids.Length);
        Assert.Equal(child.Id, ids[0]);
        Assert.All(ids, id => Assert.True(Alive.IsRunning(id)));
        return (child, ids);
    }
}
