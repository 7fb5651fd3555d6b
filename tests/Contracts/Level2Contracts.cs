using System.Diagnostics.CodeAnalysis;

namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>The contracts that Level 2 fulfils.</summary>
[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "xunit finds public classes; this is a list of them.")]
public static class Level2Contracts
{
    public sealed class ServesHttp : ServesHttp<Level2>;

    public sealed class AcceptNeverDies : AcceptNeverDies<Level2>;

    public sealed class StreamsLargeBodies : StreamsLargeBodies<Level2>;

    public sealed class AnswersBadGateway : AnswersBadGateway<Level2>;

    public sealed class HalfCloses : HalfCloses<Level2>;

    public sealed class PassesResetsOn : PassesResetsOn<Level2>;

    public sealed class DeliversEarlyResponses : DeliversEarlyResponses<Level2>;

    public sealed class LeaksNothing : LeaksNothing<Level2>;

    public sealed class StopsCleanly : StopsCleanly<Level2>;
}
