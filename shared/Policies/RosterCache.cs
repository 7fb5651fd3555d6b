using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;

namespace LearnLoadBalancer.Policies;

/// <summary>What a policy works out for a list of backends, kept until the list or a weight changes.</summary>
/// <remarks>
/// Both are objects that never change: news makes new ones. So two comparisons of references tell, at
/// each pick, whether what was worked out still holds. The one before is kept as well: while a new list
/// is being prepared, requests still pick from the old one.
/// </remarks>
/// <param name="weights">Who counts how much.</param>
/// <param name="build">Works it out.</param>
internal sealed class RosterCache<T>(BackendWeights weights, Func<Roster, T> build)
    where T : class
{
    private readonly Lock _building = new();
    private volatile Entry? _newest;
    private volatile Entry? _older;

    /// <summary>For the list of all that are available.</summary>
    public T For(IReadOnlyList<Backend> available)
    {
        IReadOnlyDictionary<Backend, int> current = weights.Current;
        return (Find(available, current) ?? Build(available, current)).Value;
    }

    /// <summary>For those that the request has not been to yet. A retry is rare: what it needs is made for it, and not kept.</summary>
    public T For(IReadOnlyList<Backend> available, in PickContext context) =>
        context.Tried.Count == 0 ? For(available) : build(new Roster(context.Untried(available), weights.Current));

    private Entry? Find(IReadOnlyList<Backend> available, IReadOnlyDictionary<Backend, int> current) =>
        _newest is { } newest && newest.IsFor(available, current) ? newest
        : _older is { } older && older.IsFor(available, current) ? older
        : null;

    private Entry Build(IReadOnlyList<Backend> available, IReadOnlyDictionary<Backend, int> current)
    {
        lock (_building)
        {
            if (Find(available, current) is { } found)
            {
                return found;
            }

            var entry = new Entry(available, current, build(new Roster(available, current)));
            _older = _newest;
            _newest = entry;
            return entry;
        }
    }

    private sealed record Entry(IReadOnlyList<Backend> Available, IReadOnlyDictionary<Backend, int> Weights, T Value)
    {
        public bool IsFor(IReadOnlyList<Backend> available, IReadOnlyDictionary<Backend, int> weights) =>
            ReferenceEquals(Available, available) && ReferenceEquals(Weights, weights);
    }
}
