using System.Globalization;
using System.Reflection;
using LearnLoadBalancer.Lab.Bench.Machine;

/// <summary>
/// Runs inside a program that is measured, before its Main: the runtime looks for a class of this name,
/// in no namespace, in the files that DOTNET_STARTUP_HOOKS names. So a level can be measured as it is.
/// </summary>
#pragma warning disable CA1050 // The runtime wants it in no namespace.
internal static class StartupHook
#pragma warning restore CA1050
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Called by the runtime.</summary>
    public static void Initialize()
    {
        // The variable is inherited by the lab's own launcher, which is not what we measure.
        if (Assembly.GetEntryAssembly() != typeof(StartupHook).Assembly)
        {
            new Thread(Report) { IsBackground = true, Name = "allocations" }.Start();
        }
    }

    private static void Report()
    {
        // A few hundred bytes of its own each time: nothing, next to thousands of requests.
        using var output = new StreamWriter(Console.OpenStandardError()) { AutoFlush = true };
        while (true)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{AllocationProbe.Mark}{GC.GetTotalAllocatedBytes(precise: true)}"));
            Thread.Sleep(Interval);
        }
    }
}
