using LearnLoadBalancer.Tables;

namespace LearnLoadBalancer.Lab.Race;

/// <summary>A request of a race. Times are in ticks of 100 ns since the start.</summary>
internal sealed class RaceRequest
{
    /// <summary>Its place in the order of arrivals, from 0.</summary>
    public required int Number { get; init; }

    public required long Arrival { get; init; }

    /// <summary>How long a server of speed 1 works on it.</summary>
    public required long Cost { get; init; }

    /// <summary>Whose it is, as the hashing policies see it.</summary>
    public required ulong Key { get; init; }

    /// <summary>Which balancer it arrives at.</summary>
    public required int Balancer { get; init; }

    /// <summary>Its place in the count of the backend that has it.</summary>
    public Lease? Lease { get; set; }

    /// <summary>Where it was sent; less than 0: nowhere yet.</summary>
    public int Server { get; set; } = -1;

    /// <summary>True when the client has its response, or has been told that there is none.</summary>
    public bool Over { get; set; }
}
