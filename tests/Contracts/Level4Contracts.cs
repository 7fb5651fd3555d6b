using System.Diagnostics.CodeAnalysis;
using LearnLoadBalancer.Tests.Contracts.Http;

namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>The contracts that Level 4 fulfils: those of every level, and those of every level that speaks HTTP.</summary>
[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "xunit finds public classes; this is a list of them.")]
public static class Level4Contracts
{
    public sealed class ServesHttp : ServesHttp<Level4>;

    public sealed class AcceptNeverDies : AcceptNeverDies<Level4>;

    public sealed class Allocations : Allocations<Level4>;

    public sealed class AnyInput : AnyInput<Level4>;

    public sealed class ClientConnections : ClientConnections<Level4>;

    public sealed class ClientEnds : ClientEnds<Level4>;

    public sealed class EarlyResponses : EarlyResponses<Level4>;

    public sealed class Expectations : Expectations<Level4>;

    public sealed class FewDescriptors : FewDescriptors<Level4>;

    public sealed class KilledBackends : KilledBackends<Level4>;

    public sealed class LeavingClients : LeavingClients<Level4>;

    public sealed class Mistakes : Mistakes<Level4>;

    public sealed class MovingBackends : MovingBackends<Level4>;

    public sealed class Pooling : Pooling<Level4>;

    public sealed class RequestFraming : RequestFraming<Level4>;

    public sealed class Resends : Resends<Level4>;

    public sealed class ResponseFraming : ResponseFraming<Level4>;

    public sealed class SlowClients : SlowClients<Level4>;

    public sealed class Stopping : Stopping<Level4>;

    public sealed class TimeLimits : TimeLimits<Level4>;

    public sealed class UnreachableBackends : UnreachableBackends<Level4>;

    public sealed class Upgrades : Upgrades<Level4>;
}
