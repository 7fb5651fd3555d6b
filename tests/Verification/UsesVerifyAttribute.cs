using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Xunit.Sdk;

namespace VerifyXunit;

/// <summary>Stands on every class whose tests call <see cref="Verifier"/>, as with the real Verify.Xunit.</summary>
/// <remarks>
/// A method can't ask xunit which test it is called from. But xunit calls this attribute before each test,
/// in the same asynchronous flow, so what is noted here can be read from anywhere inside the test.
/// </remarks>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class UsesVerifyAttribute : BeforeAfterTestAttribute
{
    private static readonly AsyncLocal<MethodInfo?> Current = new();

    public override void Before(MethodInfo methodUnderTest) => Current.Value = methodUnderTest;

    public override void After(MethodInfo methodUnderTest) => Current.Value = null;

    /// <summary>Gets the test that is running here, if its class has this attribute.</summary>
    public static bool TryGetTest([NotNullWhen(true)] out MethodInfo? test)
    {
        test = Current.Value;
        return test is not null;
    }
}
