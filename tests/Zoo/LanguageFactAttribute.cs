using LearnLoadBalancer.Lab.Processes;

namespace LearnLoadBalancer.Tests.Zoo;

/// <summary>A fact about a program in another language. It is skipped where that language is not installed.</summary>
/// <remarks>
/// Not in CI: <c>.ci/run</c> installs the languages and says so with <c>LLB_LANGUAGES=all</c>. From then on a language that is missing
/// fails the test, and can't hide it.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LanguageFactAttribute : FactAttribute
{
    /// <param name="program">What runs such programs: <c>python3</c>, <c>go</c>.</param>
    public LanguageFactAttribute(string program)
    {
        if (Environment.GetEnvironmentVariable("LLB_LANGUAGES") != "all" && Executables.Find(program) is null)
        {
            Skip = $"Needs {program}, which is not installed.";
        }
    }
}
