using System.Buffers;
using LearnLoadBalancer.Choosing;
using LearnLoadBalancer.Tables;

namespace LearnLoadBalancer.Level5.States;

/// <summary>What one request needs at this level: as before, and its way in.</summary>
internal sealed class JudgingExchange(ArrayPool<byte> buffers, InFlight inFlight, BackendStates states) : CountedExchange(buffers, inFlight)
{
    /// <summary>Made once and used again with the exchange, so that judging allocates nothing.</summary>
    public Admission Admission { get; } = new(states);
}
