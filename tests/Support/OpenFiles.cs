namespace LearnLoadBalancer.Tests.Support;

/// <summary>What this process holds open. Linux tells by name; elsewhere there is nothing to count.</summary>
internal static class OpenFiles
{
    /// <summary>How many sockets this process holds; 0 where that can't be known.</summary>
    public static int CountSockets() =>
        OperatingSystem.IsLinux() ? Directory.GetFiles("/proc/self/fd").Count(IsSocket) : 0;

    private static bool IsSocket(string descriptor)
    {
        try
        {
            return new FileInfo(descriptor).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            return false; // Closed in the meantime.
        }
    }
}
