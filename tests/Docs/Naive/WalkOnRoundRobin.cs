using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>Level 2, naive: whoever stands behind a sick backend serves its share as well.</summary>
internal sealed class WalkOnRoundRobin(IReadOnlyList<Backend> backends, Func<Backend, bool> isHealthy)
{
    private int _nextIndex;

    public Backend? Pick()
    {
        int start = _nextIndex;
        _nextIndex = (_nextIndex + 1) % backends.Count;
        for (int step = 0; step < backends.Count; step++)
        {
            Backend candidate = backends[(start + step) % backends.Count];
            if (isHealthy(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
