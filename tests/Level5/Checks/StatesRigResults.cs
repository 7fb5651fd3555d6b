using LearnLoadBalancer.Level5.Checks;

namespace LearnLoadBalancer.Tests.Level5.Checks;

/// <summary>Results that say no.</summary>
internal static class StatesRigResults
{
    public static readonly CheckResult Refused = new(CheckKind.Refused, "refused");
    public static readonly CheckResult Timeout = new(CheckKind.Timeout, "timeout after 2.0 s");
}
