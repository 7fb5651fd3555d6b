using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using LearnLoadBalancer.Lab.Ports;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Doctor;

/// <summary>Looks at this machine, one thing after the other.</summary>
internal static partial class Examination
{
    /// <summary>
    /// How many files and connections a program should be able to hold: the check with a thousand
    /// clients takes two connections for each, at both ends.
    /// </summary>
    public const long EnoughDescriptors = 4096;

    /// <summary>Looks for a program and its version.</summary>
    /// <param name="tool">Which.</param>
    /// <param name="ifMissing">How bad it is to have none.</param>
    public static async Task<Finding> OfToolAsync(Tool tool, Diagnosis ifMissing)
    {
        if (Executables.FindInstalled(tool.Command) is not { } path)
        {
            return new Finding(tool.Title, ifMissing, "not found", tool.Remedy);
        }

        string output = await ToolOutput.OfAsync(path, tool.VersionArgument);
        if (VersionPattern().Match(output) is not { Success: true } match)
        {
            return new Finding(tool.Title, ifMissing, $"{path} does not tell its version", tool.Remedy);
        }

        return Version.Parse(match.Value) < tool.AtLeast
            ? new Finding(tool.Title, ifMissing, $"{match.Value}, too old: {tool.AtLeast.Major} or newer is needed", tool.Remedy)
            : new Finding(tool.Title, Diagnosis.Ok, match.Value, tool.Remedy);
    }

    /// <summary>Looks whether a port is free, and who has it.</summary>
    public static async Task<Finding> OfPortAsync(int port)
    {
        PortHolder? holder = await PortProbe.FindHolderAsync(port);
        string title = string.Create(CultureInfo.InvariantCulture, $"port {port}");
        return holder is null
            ? new Finding(title, Diagnosis.Ok, "free", ToFreePort(port))
            : new Finding(title, Diagnosis.Taken, $"taken by {holder}", Remedy.Everywhere(holder.HowToStop));
    }

    /// <summary>For the day on which it is taken: what a class gets printed is read where nobody can look who has it.</summary>
    private static Remedy ToFreePort(int port) => new(
        string.Create(CultureInfo.InvariantCulture, $"if it is taken: ss -ltnp 'sport = :{port}' shows by which pid; kill it"),
        string.Create(CultureInfo.InvariantCulture, $"if it is taken: lsof -nP -iTCP:{port} -sTCP:LISTEN shows by which PID; kill it"),
        string.Create(CultureInfo.InvariantCulture, $"if it is taken: Stop-Process -Id (Get-NetTCPConnection -LocalPort {port} -State Listen).OwningProcess (PowerShell)"));

    /// <summary>Looks whether <c>::1</c> can be used. Everything works without it, on IPv4 alone.</summary>
    public static Finding OfIPv6()
    {
        var remedy = new Remedy(
            "sudo sysctl -w net.ipv6.conf.all.disable_ipv6=0 net.ipv6.conf.lo.disable_ipv6=0",
            "networksetup -setv6automatic Wi-Fi",
            "Enable-NetAdapterBinding -Name * -ComponentID ms_tcpip6 (PowerShell, as administrator)");
        try
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
            return new Finding("IPv6", Diagnosis.Ok, "localhost is reachable as ::1", remedy);
        }
        catch (SocketException)
        {
            return new Finding("IPv6", Diagnosis.Optional, "off: everything runs on IPv4 alone", remedy);
        }
    }

    /// <summary>Looks how many files and connections a program can hold.</summary>
    public static Finding OfDescriptors()
    {
        var remedy = new Remedy(
            "echo '* - nofile 65536' | sudo tee /etc/security/limits.d/nofile.conf, then log in again",
            "sudo launchctl limit maxfiles 65536 200000, then open a new terminal",
            "");
        const string Title = "open files";
        if (OperatingSystem.IsWindows())
        {
            return new Finding(Title, Diagnosis.Ok, "no limit on Windows", remedy);
        }

        // .NET and Node.js raise the limit at their start as far as they are allowed to: this is that far.
        long limit = Posix.DescriptorLimit();
        return new Finding(
            Title,
            limit >= EnoughDescriptors ? Diagnosis.Ok : Diagnosis.Missing,
            string.Create(CultureInfo.InvariantCulture, $"at most {limit} in one program{(limit < EnoughDescriptors ? $", {EnoughDescriptors} are needed" : "")}"),
            remedy);
    }

    [GeneratedRegex(@"\d+\.\d+(?:\.\d+)?")]
    private static partial Regex VersionPattern();
}
