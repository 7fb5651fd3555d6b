using System.Diagnostics.CodeAnalysis;

namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>The contracts that Level 1 fulfils.</summary>
[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "xunit finds public classes; this is a list of them.")]
public static class Level1Contracts
{
    public sealed class ServesHttp : ServesHttp<Level1>;

    public sealed class AcceptNeverDies : AcceptNeverDies<Level1>;

    public sealed class StreamsLargeBodies : StreamsLargeBodies<Level1>;

    public sealed class AnswersBadGateway : AnswersBadGateway<Level1>;

    public sealed class HalfCloses : HalfCloses<Level1>;

    public sealed class PassesResetsOn : PassesResetsOn<Level1>;

    public sealed class DeliversEarlyResponses : DeliversEarlyResponses<Level1>;

    public sealed class LeaksNothing : LeaksNothing<Level1>;

    public sealed class StopsCleanly : StopsCleanly<Level1>;
}
