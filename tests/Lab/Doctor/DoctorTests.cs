using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Tests.Lab.Support;
using LearnLoadBalancer.Tests.Processes;

namespace LearnLoadBalancer.Tests.Lab.Doctor;

[StartsPrograms]
public sealed class DoctorTests
{
    [Fact]
    public async Task Doctor_MachineThatRunsTheseTests_IsReady()
    {
        int port = StablePort.Find();
        await using LabRun lab = LabRun.Start("doctor", "--ports", $"{port}");

        Assert.Equal(0, await lab.WaitForExitAsync());
        Assert.Contains($"  OK       port {port,-9}free", lab.Output);
        Assert.Equal("This machine is ready for the course.", lab.Output[^1]);
        Assert.Equal(
            [".NET SDK", "Node.js", "curl", $"port {port}", "IPv6", "open files", "wrk", "nginx", "HAProxy", "Go"],
            lab.Output.Where(line => line.Length > 11 && line[2] is 'O' or 'm').Select(line => line.Substring(11, 14).TrimEnd()));
    }

    [Fact]
    public async Task Doctor_PortTaken_SaysByWhomAndEndsWithOne()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Any, 0));
        listener.Listen();
        int port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        await using LabRun lab = LabRun.Start("doctor", "--ports", $"{port}");

        Assert.Equal(1, await lab.WaitForExitAsync());
        int line = Array.FindIndex(lab.Output, text => text.StartsWith("  TAKEN    ", StringComparison.Ordinal));
        Assert.Matches($@"^  TAKEN    port {port} +taken by the program .*, process {Environment.ProcessId}$", lab.Output[line]);
        Assert.Matches($@"^ +-> (kill|taskkill /PID) {Environment.ProcessId}", lab.Output[line + 1]);
        Assert.Equal("One thing is to be mended before the course: see the line with the arrow.", lab.Output[^1]);
    }

    [UnixFact]
    public async Task Doctor_EmptyPath_SaysWhatIsMissingAndHowToGetIt()
    {
        await using LabRun lab = LabRun.StartWithPath("/nonexistent", "doctor", "--ports", $"{StablePort.Find()}");

        Assert.Equal(1, await lab.WaitForExitAsync());
        int line = Array.IndexOf(lab.Output, "  MISSING  Node.js       not found");
        Assert.Equal(
            OperatingSystem.IsMacOS() ? "-> brew install node" : "-> sudo apt install nodejs",
            lab.Output[line + 1].Trim());
    }

    [Fact]
    public async Task Doctor_All_ShowsTheRemediesForEverySystem()
    {
        int port = StablePort.Find();
        await using LabRun lab = LabRun.Start("doctor", "--all", "--ports", $"{port}");

        Assert.Equal(0, await lab.WaitForExitAsync());
        int line = Array.FindIndex(lab.Output, text => text.Contains("Node.js", StringComparison.Ordinal));
        Assert.Equal(
            ["Debian, Ubuntu: sudo apt install nodejs", "macOS:          brew install node", "Windows:        winget install OpenJS.NodeJS.LTS"],
            lab.Output.Skip(line + 1).Take(3).Select(text => text.Trim()));
        line = Array.FindIndex(lab.Output, text => text.Contains($"port {port}", StringComparison.Ordinal));
        Assert.All(
            lab.Output.Skip(line + 1).Take(3).Zip(["Debian, Ubuntu: ", "macOS:          ", "Windows:        "]),
            pair => Assert.Matches($"^{pair.Second}if it is taken: .*{port}", pair.First.Trim()));
    }
}
