using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace LearnLoadBalancer.Faults;

/// <summary>Where a test lets something go wrong that never should: a mistake of ours, at a step of its choice.</summary>
/// <remarks>
/// A request path must be safe against what nobody has thought of, and that can be shown only by letting it
/// happen. In a program it costs nothing: the switch is read once, to the compiler it is a constant from then
/// on, and it leaves the calls out.
/// </remarks>
internal static class Fault
{
    /// <summary>The switch, in a program's <c>runtimeconfig.json</c>. Only that of the tests sets it. Default: off.</summary>
    private const string Switch = "LearnLoadBalancer.Faults";

    /// <summary>What to do at a step: throw, as a rule. Null: nothing.</summary>
    public static Action<FaultStep>? Inject { get; set; }

    [FeatureSwitchDefinition(Switch)]
    private static bool IsEnabled { get; } = AppContext.TryGetSwitch(Switch, out bool enabled) && enabled;

    /// <summary>Stands at the step, in the code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void At(FaultStep step)
    {
        if (IsEnabled)
        {
            Inject?.Invoke(step);
        }
    }
}
