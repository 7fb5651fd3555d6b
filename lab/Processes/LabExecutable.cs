using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LearnLoadBalancer.Lab.Processes;

/// <summary>How to start .NET programs: the lab's own hidden commands, and the levels.</summary>
internal static class LabExecutable
{
    /// <summary>
    /// The <c>dotnet</c> that runs this process. It need not be the one on the PATH, and in a test
    /// this process is not the lab: so it is found from the runtime's own place,
    /// <c>dotnet/shared/Microsoft.NETCore.App/10.0.0/</c>.
    /// </summary>
    public static string Dotnet { get; } = Path.GetFullPath(Path.Combine(
        RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    /// <summary>Prepares the start of one of the lab's hidden commands, with all three streams as pipes.</summary>
    public static ProcessStartInfo HiddenCommand(string command)
    {
        ProcessStartInfo start = Piped(Dotnet);
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(LabExecutable).Assembly.Location);
        start.ArgumentList.Add(command);
        return start;
    }

    /// <summary>Prepares the start of a program, with all three streams as pipes.</summary>
    public static ProcessStartInfo Piped(string fileName)
    {
        var start = new ProcessStartInfo(fileName)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
            StandardErrorEncoding = System.Text.Encoding.UTF8,
        };
        if (OperatingSystem.IsWindows())
        {
            start.CreateNewProcessGroup = true; // Ctrl+C is for the lab alone, as elsewhere.
        }

        return start;
    }
}
