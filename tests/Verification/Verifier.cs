using System.Reflection;
using System.Runtime.CompilerServices;
using LearnLoadBalancer.Tests.Verification;

namespace VerifyXunit;

/// <summary>
/// Stands in for the class of the same name in Verify.Xunit, as far as our tests use it: compares a
/// text with the one that was verified by a person and committed beside the test.
/// </summary>
/// <remarks>Why it is here, and how to run on the real one: see the switch in the project file.</remarks>
internal static class Verifier
{
    /// <summary>Passes when the text is the verified one, and fails with both of them when not.</summary>
    /// <param name="target">What the test has found.</param>
    /// <param name="sourceFile">The compiler fills it in. The snapshot lies beside that file.</param>
    public static async Task Verify(string target, [CallerFilePath] string sourceFile = "")
    {
        if (!UsesVerifyAttribute.TryGetTest(out MethodInfo? test))
        {
            Assert.Fail($"Expected to find [UsesVerify] on the class in {Path.GetFileName(sourceFile)}.");
        }

        await new Snapshot(Path.GetDirectoryName(sourceFile)!, $"{NameOf(test.ReflectedType!)}.{test.Name}").VerifyAsync(target);
    }

    /// <summary>A nested class is named with the class around it.</summary>
    private static string NameOf(Type type) =>
        type.DeclaringType is null ? type.Name : $"{NameOf(type.DeclaringType)}.{type.Name}";
}
