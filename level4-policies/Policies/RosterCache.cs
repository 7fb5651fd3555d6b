using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Level4.Tables;

namespace LearnLoadBalancer.Level4.Policies;

/// <summary>What a policy works out for a list of backends, kept until the list or a weight changes.</summary>
/// <remarks>
/// Both are objects that never change: news makes new ones. So two comparisons of references tell, at
/// each pick, whether what was worked out still holds.
/// </remarks>
/// <param name="weights">Who counts how much.</param>
/// <param name="build">Works it out.</param>
internal sealed class RosterCache<T>(BackendWeights weights, Func<Roster, T> build)
    where T : class
{
    private readonly Lock _building = new();
    private volatile Entry? _entry;

    /// <summary>For the list of all that are available.</summary>
    public T For(IReadOnlyList<Backend> available)
    {
        Entry? entry = _entry;
        return entry is not null && entry.IsFor(available, weights.Current) ? entry.Value : Rebuild(available);
    }

    /// <summary>For those that the request has not been to yet. A retry is rare: what it needs is made for it, and not kept.</summary>
    public T For(IReadOnlyList<Backend> available, in PickContext context) =>
        context.Tried.Count == 0 ? For(available) : build(new Roster(context.Untried(available), weights.Current));

    private T Rebuild(IReadOnlyList<Backend> available)
    {
        lock (_building)
        {
            IReadOnlyDictionary<Backend, int> current = weights.Current;
            if (_entry is null || !_entry.IsFor(available, current))
            {
                _entry = new Entry(available, current, build(new Roster(available, current)));
            }

            return _entry.Value;
        }
    }

    private sealed record Entry(IReadOnlyList<Backend> Available, IReadOnlyDictionary<Backend, int> Weights, T Value)
    {
        public bool IsFor(IReadOnlyList<Backend> available, IReadOnlyDictionary<Backend, int> weights) =>
            ReferenceEquals(Available, available) && ReferenceEquals(Weights, weights);
    }
}
