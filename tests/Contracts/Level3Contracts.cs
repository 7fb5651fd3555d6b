using System.Diagnostics.CodeAnalysis;
using LearnLoadBalancer.Tests.Contracts.Http;

namespace LearnLoadBalancer.Tests.Contracts;

/// <summary>The contracts that Level 3 fulfils: those of every level, and those of every level that speaks HTTP.</summary>
[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "xunit finds public classes; this is a list of them.")]
public static class Level3Contracts
{
    public sealed class ServesHttp : ServesHttp<Level3>;

    public sealed class AcceptNeverDies : AcceptNeverDies<Level3>;

    public sealed class Allocations : Allocations<Level3>;

    public sealed class AnyInput : AnyInput<Level3>;

    public sealed class ClientConnections : ClientConnections<Level3>;

    public sealed class ClientEnds : ClientEnds<Level3>;

    public sealed class EarlyResponses : EarlyResponses<Level3>;

    public sealed class Expectations : Expectations<Level3>;

    public sealed class FewDescriptors : FewDescriptors<Level3>;

    public sealed class KilledBackends : KilledBackends<Level3>;

    public sealed class LeavingClients : LeavingClients<Level3>;

    public sealed class Mistakes : Mistakes<Level3>;

    public sealed class MovingBackends : MovingBackends<Level3>;

    public sealed class Pooling : Pooling<Level3>;

    public sealed class RealClients : RealClients<Level3>;

    public sealed class RequestFraming : RequestFraming<Level3>;

    public sealed class Resends : Resends<Level3>;

    public sealed class ResponseFraming : ResponseFraming<Level3>;

    public sealed class SlowClients : SlowClients<Level3>;

    public sealed class Stopping : Stopping<Level3>;

    public sealed class TimeLimits : TimeLimits<Level3>;

    public sealed class UnreachableBackends : UnreachableBackends<Level3>;

    public sealed class Upgrades : Upgrades<Level3>;
}
