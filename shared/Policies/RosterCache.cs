using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;

namespace LearnLoadBalancer.Policies;

/// <summary>What a policy works out for a roster, kept until there is another.</summary>
/// <remarks>
/// A roster never changes: news makes a new one. So one comparison of references tells, at each pick, whether
/// what was worked out still holds. The one before is kept as well: while a new one is being prepared,
/// requests still pick from the old one.
/// </remarks>
/// <param name="build">Works it out.</param>
internal sealed class RosterCache<T>(Func<Roster, T> build)
    where T : class
{
    private readonly Lock _building = new();
    private volatile Entry? _newest;
    private volatile Entry? _older;

    /// <summary>For those that are available: a <see cref="Roster"/>, or a list in which all count the same.</summary>
    public T For(IReadOnlyList<Backend> available) => (Find(available) ?? Build(available)).Value;

    /// <summary>For those that the request has not been to yet. A retry is rare: what it needs is made for it, and not kept.</summary>
    public T For(IReadOnlyList<Backend> available, in PickContext context) =>
        context.Tried.Count == 0 ? For(available) : build(Roster.Of(available).Without(context));

    private Entry? Find(IReadOnlyList<Backend> available) =>
        _newest is { } newest && ReferenceEquals(newest.Available, available) ? newest
        : _older is { } older && ReferenceEquals(older.Available, available) ? older
        : null;

    private Entry Build(IReadOnlyList<Backend> available)
    {
        lock (_building)
        {
            if (Find(available) is { } found)
            {
                return found;
            }

            var entry = new Entry(available, build(Roster.Of(available)));
            _older = _newest;
            _newest = entry;
            return entry;
        }
    }

    private sealed record Entry(IReadOnlyList<Backend> Available, T Value);
}
