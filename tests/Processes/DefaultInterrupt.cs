using System.Runtime.CompilerServices;
using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Tests.Processes;

/// <summary>Makes sure that programs which tests start can be ended with Ctrl+C.</summary>
/// <remarks>
/// A shell script that runs something in its background (<c>dotnet test &amp;</c>) has it ignore SIGINT,
/// and a process hands on what it ignores to all that it starts. A level would then ignore Ctrl+C as
/// well, and only the test run would be to blame.
/// </remarks>
internal static class DefaultInterrupt
{
    private const nint Default = 0;
    private const nint Ignore = 1;

    /// <summary>Before the first test, so that none hangs on another having called it.</summary>
    [ModuleInitializer]
    internal static void Restore()
    {
        if (!OperatingSystem.IsWindows())
        {
            nint before = Posix.SetSignalAction(Posix.SigInt, Default);
            if (before != Ignore)
            {
                _ = Posix.SetSignalAction(Posix.SigInt, before); // As it was. It is not handed on.
            }
        }
    }
}
