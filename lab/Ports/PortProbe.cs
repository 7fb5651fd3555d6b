using System.Diagnostics;
using LearnLoadBalancer.Hosting;
using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Lab.Ports;

/// <summary>Finds out whether a port is free, and if not, who has it.</summary>
internal static class PortProbe
{
    /// <summary>Tries to listen on the port, as a level would.</summary>
    public static bool IsFree(int port)
    {
        try
        {
            ListeningSocket.Open(new ListenAddress("", port)).Dispose();
            return true;
        }
        catch (StartupException)
        {
            return false;
        }
    }

    /// <summary>Says who listens on the port.</summary>
    /// <returns>Null when the port is free.</returns>
    public static async Task<PortHolder?> FindHolderAsync(int port)
    {
        if (IsFree(port))
        {
            return null;
        }

        // The system knows which process it is, though it may not tell, if it is another user's. Then
        // the port itself can be asked: our own programs are known by their answers.
        if (await ListenerTable.FindProcessAsync(port) is { } id)
        {
            string commandLine = await CommandLineOf.ProcessAsync(id);
            return new PortHolder(
                ProgramKind.FromCommandLine(commandLine) ?? await ProgramKind.FromAnswerAsync(port) ?? Name(id, commandLine), id);
        }

        return new PortHolder(await ProgramKind.FromAnswerAsync(port) ?? "another program", null);
    }

    private static string Name(int id, string commandLine)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return $"the program {process.ProcessName}";
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // It has just ended.
            return commandLine.Length > 0 ? $"the program {commandLine.Split(' ')[0]}" : "another program";
        }
    }
}
