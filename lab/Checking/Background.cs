using System.ComponentModel;
using System.Diagnostics;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Lab.Checks;
using LearnLoadBalancer.Lab.Ports;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Lab.Checking;

/// <summary>A program that ends, and leaves another process in its place, as servers of old did.</summary>
internal static class Background
{
    /// <summary>More processes than one may have the port: a master and its workers.</summary>
    private const int MostHolders = 20;

    private const string Stay =
        "A program must stay in the foreground to be checked, or nobody knows when it ends: no & at the end of the command, no --daemon, "
        + "no -d, and in nginx's file 'daemon off;'.";

    /// <summary>What to say of it, when it had begun to serve.</summary>
    public static readonly Advice Advice = new($"The program that was started has ended, and another process listens in its place: it went into the background. {Stay}", Chapters.Level1("build-it"));

    /// <summary>A sentence on what such a program has left behind. Empty: nothing.</summary>
    public static string Sentence(ITarget target) =>
        target.LeftBehind is { } left ? $" It left '{left}' behind, which has been ended: it went into the background. {Stay}" : "";

    /// <summary>Ends who listens on the port of a program that was started there, when that one is gone: the port was free when it was started.</summary>
    /// <param name="port">The port.</param>
    /// <param name="since">When the program was started. Nobody who is older comes from it.</param>
    public static async Task EndAsync(int port, DateTime since)
    {
        for (int i = 0; i < MostHolders && await PortProbe.FindHolderAsync(port) is { ProcessId: { } id } && id != Environment.ProcessId && IsYounger(id, since); i++)
        {
            ProcessTree.Kill(id);
        }
    }

    private static bool IsYounger(int id, DateTime since)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.StartTime >= since.AddSeconds(-1); // The system tells it in ticks of its own.
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false; // It has just ended.
        }
    }
}
