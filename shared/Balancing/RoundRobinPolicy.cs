using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Balancing;

/// <summary>Takes the backends in turn: A, B, C, A, B, C, ...</summary>
/// <remarks>
/// Connections arrive on several threads at once. Without the lock two of them could read the same
/// index before either moved it on, and both would go to the same backend: the turn would be lost.
/// </remarks>
public sealed class RoundRobinPolicy : ILoadBalancingPolicy
{
    private readonly Lock _lock = new();
    private int _nextIndex;

    /// <inheritdoc/>
    public Backend? Pick(IReadOnlyList<Backend> available)
    {
        if (available.Count == 0)
        {
            return null;
        }

        // exercise 1.1: begin
        lock (_lock)
        {
            // The list may have become shorter since the last pick, because a backend fell ill. The
            // turns go on among those that are left, so the split over them stays even. To walk on
            // from a sick backend to the next one would give that one twice the share.
            int index = _nextIndex % available.Count;
            _nextIndex = (index + 1) % available.Count;
            return available[index];
        }
        // exercise 1.1: end
    }
}
