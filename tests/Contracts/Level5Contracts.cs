using System.Diagnostics.CodeAnalysis;
using LearnLoadBalancer.Tests.Contracts.Http;

namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>The contracts that Level 5 fulfils: those of every level, and those of every level that speaks HTTP.</summary>
[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "xunit finds public classes; this is a list of them.")]
public static class Level5Contracts
{
    public sealed class ServesHttp : ServesHttp<Level5>;

    public sealed class AcceptNeverDies : AcceptNeverDies<Level5>;

    public sealed class Allocations : Allocations<Level5>;

    public sealed class AnyInput : AnyInput<Level5>;

    public sealed class ClientConnections : ClientConnections<Level5>;

    public sealed class ClientEnds : ClientEnds<Level5>;

    public sealed class EarlyResponses : EarlyResponses<Level5>;

    public sealed class Expectations : Expectations<Level5>;

    public sealed class FewDescriptors : FewDescriptors<Level5>;

    public sealed class KilledBackends : KilledBackends<Level5>;

    public sealed class LeavingClients : LeavingClients<Level5>;

    public sealed class Mistakes : Mistakes<Level5>;

    public sealed class MovingBackends : MovingBackends<Level5>;

    public sealed class Pooling : Pooling<Level5>;

    public sealed class RealClients : RealClients<Level5>;

    public sealed class RequestFraming : RequestFraming<Level5>;

    public sealed class Resends : Resends<Level5>;

    public sealed class ResponseFraming : ResponseFraming<Level5>;

    public sealed class SlowClients : SlowClients<Level5>;

    public sealed class Stopping : Stopping<Level5>;

    public sealed class TimeLimits : TimeLimits<Level5>;

    public sealed class UnreachableBackends : UnreachableBackends<Level5>;

    public sealed class Upgrades : Upgrades<Level5>;
}
