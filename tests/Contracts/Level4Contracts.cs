using System.Diagnostics.CodeAnalysis;

namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>The contracts that Level 4 fulfils: those of Level 3, whose engine it stands on.</summary>
[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "xunit finds public classes; this is a list of them.")]
public static class Level4Contracts
{
    public sealed class ServesHttp : ServesHttp<Level4>;
}
