using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;

namespace LearnLoadBalancer.Tests.Support;

/// <summary>Gives a policy rosters where a test has lists, as the chooser does: one for each list and each change of a weight.</summary>
internal sealed class Weighing(ILoadBalancingPolicy policy, BackendWeights weights) : ILoadBalancingPolicy
{
    private readonly Lock _making = new();
    private volatile Made? _made;

    public Backend? Pick(IReadOnlyList<Backend> available) => policy.Pick(RosterOf(available));

    public Backend? Pick(IReadOnlyList<Backend> available, in PickContext context) => policy.Pick(RosterOf(available), context);

    public void Prepare(IReadOnlyList<Backend> available) => policy.Prepare(RosterOf(available));

    private Roster RosterOf(IReadOnlyList<Backend> available)
    {
        IReadOnlyDictionary<Backend, int> current = weights.Current;
        lock (_making)
        {
            if (_made is not { } made || !ReferenceEquals(made.List, available) || !ReferenceEquals(made.Weights, current))
            {
                _made = made = new Made(available, current, new Roster(available, current));
            }

            return made.Roster;
        }
    }

    private sealed record Made(IReadOnlyList<Backend> List, IReadOnlyDictionary<Backend, int> Weights, Roster Roster);
}
