using System.Buffers;
using LearnLoadBalancer.Forwarding;
using LearnLoadBalancer.Tables;

namespace LearnLoadBalancer.Choosing;

/// <summary>What one request needs at this level: as before, and its place in the count.</summary>
internal class CountedExchange(ArrayPool<byte> buffers, InFlight inFlight) : Exchange(buffers)
{
    /// <summary>Made once and used again with the exchange, so that counting allocates nothing.</summary>
    public Lease Lease { get; } = new(inFlight);
}
