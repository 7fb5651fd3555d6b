using System.Diagnostics.CodeAnalysis;

namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>
/// The contracts that Level 3 fulfils. The others are about connections: what they state for bytes,
/// the tests in Level3/ state for requests and answers.
/// </summary>
[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "xunit finds public classes; this is a list of them.")]
public static class Level3Contracts
{
    public sealed class ServesHttp : ServesHttp<Level3>;
}
