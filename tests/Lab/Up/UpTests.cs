using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using LearnLoadBalancer.Lab.Ports;
using LearnLoadBalancer.Lab.Processes;
using LearnLoadBalancer.Tests.Lab.Support;
using LearnLoadBalancer.Tests.Processes;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Lab.Up;

[UnsupportedOSPlatform("windows")]
[StartsPrograms]
public sealed class UpTests
{
    [UnixFact]
    public async Task Up_Level2_StopsAndStartsBackendsAndLeavesNothing()
    {
        var (lab, port) = await LabRun.StartUpAsync("level2");
        await using (lab)
        {
            Assert.Equal(["1", "2", "3", "1", "2", "3"], await AskAsync(port, 6));

            await lab.Process.Input.WriteLineAsync("stop 2");
            await lab.WaitForAsync("^Backend 2 is stopped");
            int[] backends = BackendPorts(lab);
            await lab.WaitForAsync($"localhost:{backends[1]} marked as UNHEALTHY");
            string[] responses = await AskAsync(port, 4);
            Assert.True(responses is ["1", "3", "1", "3"] or ["3", "1", "3", "1"], string.Join(' ', responses));

            await lab.Process.Input.WriteLineAsync("start 2");
            await lab.WaitForAsync("^Backend 2 is started");
            Assert.Equal("Response from Backend Server 2\n", await Web.GetAsync(backends[1]));

            await EndAsync(lab, Posix.SigTerm, [port, .. backends]);
        }
    }

    [UnixFact]
    public async Task Up_Level1_IsAnotherLevel()
    {
        var (lab, port) = await LabRun.StartUpAsync("level1");
        await using (lab)
        {
            await lab.Process.Input.WriteLineAsync("2");
            await lab.WaitForAsync("^Backend 2 is stopped");
            Assert.Equal(["1", "Backend Unavailable\n", "3"], await AskAsync(port, 3));

            await lab.Process.Input.WriteLineAsync("jump");
            await lab.WaitForAsync("^Unknown: 'jump'");
            await lab.Process.Input.WriteLineAsync("quit");
            Assert.Equal(0, await lab.WaitForExitAsync());
            Assert.Equal("Everything is stopped.", lab.Output[^1]);
            Assert.Empty(lab.Errors);
        }
    }

    [UnixFact]
    public async Task Up_Interrupt_EndsWithZeroAndOneLine()
    {
        var (lab, port) = await LabRun.StartUpAsync("level1");
        await using (lab)
        {
            await EndAsync(lab, Posix.SigInt, [port, .. BackendPorts(lab)]);
        }
    }

    [UnixFact]
    public async Task Up_InputIsClosed_RunsOn()
    {
        var (lab, port) = await LabRun.StartUpAsync("level1");
        await using (lab)
        {
            lab.Process.Input.Close();
            Assert.Equal(["1", "2", "3"], await AskAsync(port, 3));
            await EndAsync(lab, Posix.SigTerm, [port, .. BackendPorts(lab)]);
        }
    }

    /// <summary>Node.js is played by a script here, which has children and an orphan before it runs the real one.</summary>
    [LinuxFact]
    public async Task Up_LabIsKilled_NothingIsLeftOfItsChildrenAndTheirs()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lab-node");
        try
        {
            string script = Path.Combine(folder.FullName, "node");
            await File.WriteAllTextAsync(script, $"""
                #!/bin/sh
                echo family $$
                sleep 600 &
                echo family $!
                sh -c 'sleep 600 & echo family $!'
                '{Executables.Find("node")}' "$@"
                """);
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var (lab, port) = await LabRun.StartUpAsync("level1", $"{folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}");
            await using (lab)
            {
                int[] family = [.. lab.Output
                    .Select(line => Regex.Match(line, @"family (\d+)$"))
                    .Where(match => match.Success)
                    .Select(match => int.Parse(match.Groups[1].ValueSpan))];
                Assert.Equal(9, family.Length);
                int[] everybody = [.. family.Concat(Family.ChildrenOf(lab.Process.Id).Keys).Concat(family.SelectMany(id => Family.ChildrenOf(id).Keys)).Distinct()];
                Assert.Equal(9 + 2 + 3, everybody.Length); // The family; the guard and the level; three times Node.js itself.
                Assert.All(everybody, id => Assert.True(Alive.IsRunning(id)));

                Assert.Equal(0, Posix.Kill(lab.Process.Id, Posix.SigKill));
                Assert.Equal(128 + Posix.SigKill, await lab.WaitForExitAsync());

                await Alive.AssertAllGoneAsync(everybody);
                Assert.All([port, .. BackendPorts(lab)], taken => Assert.True(PortProbe.IsFree(taken)));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [LinuxFact]
    public async Task Up_DotnetRunIsKilled_TheLabEndsToo()
    {
        await using RunningProgram run = RunningProgram.Start(new ProgramStart(
            LabExecutable.Dotnet,
            [
                "run", "--no-build", "-c", Repository.Configuration, "--project", Path.Combine(Repository.Root, "lab"),
                "--", .. LabRun.Up("level1"),
            ]));
        await run.WaitForLineAsync(line => line.StartsWith("Type ", StringComparison.Ordinal), "the line that says what to type");
        int[] ports = [.. run.Output.Lines
            .Select(line => Regex.Match(line, @"listening on (port |:)(\d+)$"))
            .Where(match => match.Success)
            .Select(match => int.Parse(match.Groups[2].ValueSpan))];
        Assert.Equal(4, ports.Length);
        int lab = Assert.Single(Family.ChildrenOf(run.Id)).Key;
        int[] everybody = [lab, .. Family.ChildrenOf(lab).Keys];
        Assert.Equal(1 + 1 + 3 + 1, everybody.Length); // The lab, its guard, the backends, the level.

        Assert.Equal(0, Posix.Kill(run.Id, Posix.SigKill));
        await Alive.AssertAllGoneAsync(everybody);
        Assert.All(ports, port => Assert.True(PortProbe.IsFree(port)));
    }

    [LinuxFact]
    public async Task Up_BackendIsKilled_SaysSoAndStartsItAgain()
    {
        var (lab, port) = await LabRun.StartUpAsync("level1");
        await using (lab)
        {
            int backend = Family.ChildrenOf(lab.Process.Id).Single(child => child.Value.Contains("server2.js", StringComparison.Ordinal)).Key;
            Assert.Equal(0, Posix.Kill(backend, Posix.SigKill));

            await lab.WaitForAsync(@"^Backend 2 ended by itself \(exit code 137\)\. Its last lines:$");
            await lab.WaitForAsync("^    Backend Server 2 listening on port ");
            await lab.Process.Input.WriteLineAsync("start 2");
            await lab.WaitForAsync("^Backend 2 is started");
            Assert.Equal(["1", "2", "3"], await AskAsync(port, 3));
        }
    }

    [LinuxFact]
    public async Task Up_LevelIsKilled_SaysSoAndEndsWithOne()
    {
        var (lab, _) = await LabRun.StartUpAsync("level1");
        await using (lab)
        {
            int level = Family.ChildrenOf(lab.Process.Id).Single(child => child.Value.Contains("Level1.dll", StringComparison.Ordinal)).Key;
            Assert.Equal(0, Posix.Kill(level, Posix.SigKill));

            Assert.Equal(1, await lab.WaitForExitAsync());
            Assert.Equal("Level 1 ended by itself (exit code 137), and so everything ends. Its last lines:", lab.Errors[0]);
            Assert.All(BackendPorts(lab), port => Assert.True(PortProbe.IsFree(port)));
        }
    }

    [UnixFact]
    public async Task Up_NoNode_SaysSoAndServesTheBackendsItself()
    {
        var (lab, port) = await LabRun.StartUpAsync("level1", path: "/nonexistent");
        await using (lab)
        {
            Assert.StartsWith("Node.js was not found, so the lab serves the three backends itself. To get it: ", lab.Output[0], StringComparison.Ordinal);
            Assert.Equal(["1", "2", "3"], await AskAsync(port, 3));

            await lab.Process.Input.WriteLineAsync("stop 1");
            await lab.WaitForAsync("^Backend 1 is stopped");
            Assert.Equal(["Backend Unavailable\n", "2", "3"], await AskAsync(port, 3));

            await lab.Process.Input.WriteLineAsync("start 1");
            await lab.WaitForAsync("^Backend 1 is started");
            Assert.Equal(["1", "2", "3"], await AskAsync(port, 3));
            await EndAsync(lab, Posix.SigTerm, [port, .. BackendPorts(lab)]);
        }
    }

    [Fact]
    public async Task Up_PortsTaken_SaysWhichAndByWhomAndEndsWithOne()
    {
        using Socket first = Listen();
        using Socket second = Listen();
        await using LabRun lab = LabRun.Start("up", "level1", "--listen", $":{Port(first)}", "--backend-ports", $"0,{Port(second)},0");

        Assert.Equal(1, await lab.WaitForExitAsync());
        Assert.Empty(lab.Output);
        Assert.Equal(3, lab.Errors.Length);
        Assert.Matches($"^Port {Port(second)} is taken by the program .*, process {Environment.ProcessId}\\.$", lab.Errors[0]);
        Assert.Matches($"^Port {Port(first)} is taken by the program .*, process {Environment.ProcessId}\\.$", lab.Errors[1]);
        Assert.Matches(
            @"^Stop that program \(.*\), or choose other ports: dotnet run --project lab -- up level1 --listen :\d+ --backend-ports 0,\d+,0$",
            lab.Errors[2]);
    }

    private static async Task<string[]> AskAsync(int port, int times)
    {
        var responses = new List<string>();
        for (int i = 0; i < times; i++)
        {
            responses.Add((await Web.GetAsync(port)).Replace("Response from Backend Server ", "", StringComparison.Ordinal));
        }

        return [.. responses.Select(response => response.Length == 2 ? response.TrimEnd() : response)];
    }

    private static async Task EndAsync(LabRun lab, int signal, int[] ports)
    {
        int[] children = OperatingSystem.IsLinux() ? [.. Family.ChildrenOf(lab.Process.Id).Keys] : [];
        Assert.Equal(0, Posix.Kill(lab.Process.Id, signal));

        Assert.Equal(0, await lab.WaitForExitAsync());
        Assert.Single(lab.Output, "Everything is stopped.");
        Assert.Empty(lab.Errors);
        await Alive.AssertAllGoneAsync(children);
        Assert.All(ports, port => Assert.True(PortProbe.IsFree(port)));
    }

    private static int[] BackendPorts(LabRun lab) =>
        [.. Enumerable.Range(1, 3).Select(number => lab.Output
            .Select(line => Regex.Match(line, $@"^backend {number} \| .* listening on port (\d+)$"))
            .Where(match => match.Success)
            .Select(match => int.Parse(match.Groups[1].ValueSpan))
            .First())];

    private static Socket Listen()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Any, 0));
        socket.Listen();
        return socket;
    }

    private static int Port(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;
}
