using System.Runtime.CompilerServices;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;

namespace LearnLoadBalancer.Policies;

/// <summary>What a policy works out for a roster, and leaves with it.</summary>
/// <remarks>
/// A roster never changes: news makes a new one. So what was worked out for one holds as long as somebody has that
/// roster, even a request that was held up while several new ones were made: it finds what it needs, and does not work
/// it out again. Of plain lists, which have no place for it, the last two are remembered.
/// </remarks>
/// <param name="build">Works it out.</param>
internal sealed class RosterCache<T>(Func<Roster, T> build)
    where T : class
{
    private readonly Lock _building = new();
    private volatile Entry? _newest;
    private volatile Entry? _older;

    /// <summary>For those that are available: a <see cref="Roster"/>, or a list in which all count the same.</summary>
    public T For(IReadOnlyList<Backend> available) => Find(available) ?? Build(available);

    /// <summary>For those that the request has not been to yet. A retry is rare: what it needs is made for it, and not kept.</summary>
    public T For(IReadOnlyList<Backend> available, in PickContext context) =>
        context.Tried.Count == 0 ? For(available) : build(Roster.Of(available).Without(context));

    private T? Find(IReadOnlyList<Backend> available) =>
        available is Roster roster ? Unsafe.As<T>(roster.Recall(this)) // Under our name is nothing but what we have put there.
        : FindPlain(available)?.Value;

    private Entry? FindPlain(IReadOnlyList<Backend> available) =>
        _newest is { } newest && ReferenceEquals(newest.Available, available) ? newest
        : _older is { } older && ReferenceEquals(older.Available, available) ? older
        : null;

    private T Build(IReadOnlyList<Backend> available)
    {
        lock (_building)
        {
            if (Find(available) is { } found)
            {
                return found;
            }

            T value = build(Roster.Of(available));
            if (available is Roster roster)
            {
                roster.Keep(this, value);
            }
            else
            {
                _older = _newest;
                _newest = new Entry(available, value);
            }

            return value;
        }
    }

    private sealed record Entry(IReadOnlyList<Backend> Available, T Value);
}
