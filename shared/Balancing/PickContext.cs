using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Balancing;

/// <summary>What a policy may know of the request that it picks for. From Level 4 on.</summary>
/// <remarks>
/// A value and not an object, because it is made for every pick. The default one says nothing: no key,
/// nobody tried. That is what the simple policies get along with.
/// </remarks>
public readonly struct PickContext
{
    private readonly ulong _hashKey;
    private readonly IReadOnlyList<Backend>? _tried;

    /// <param name="hashKey">See <see cref="TryGetHashKey"/>. Null: the request has none.</param>
    /// <param name="tried">See <see cref="Tried"/>.</param>
    public PickContext(ulong? hashKey, IReadOnlyList<Backend>? tried = null)
    {
        _hashKey = hashKey.GetValueOrDefault();
        HasHashKey = hashKey is not null;
        _tried = tried;
    }

    /// <summary>Whether the request has what it is to be hashed by: not every one has that header or cookie.</summary>
    public bool HasHashKey { get; }

    /// <summary>
    /// The backends that this request has been to already, in vain. None of them is picked again for it.
    /// They are given apart, and not left out of the list of the available ones: that list then stays the
    /// same object for all requests, and a policy can keep what it has worked out for it.
    /// </summary>
    public IReadOnlyList<Backend> Tried => _tried ?? [];

    /// <summary>
    /// What the request is hashed by, hashed: 64 bits that are spread evenly. The bytes themselves (an
    /// address, a cookie) are none of a policy's business.
    /// </summary>
    public bool TryGetHashKey(out ulong hashKey)
    {
        hashKey = _hashKey;
        return HasHashKey;
    }

    /// <summary>True when this request has been to that backend already.</summary>
    public bool HasTried(Backend backend)
    {
        if (_tried is not null)
        {
            for (int index = 0; index < _tried.Count; index++)
            {
                if (_tried[index] == backend)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The list without those that were tried: for a first try, which nearly every one is, the list itself.</summary>
    public IReadOnlyList<Backend> Untried(IReadOnlyList<Backend> available)
    {
        if (Tried.Count == 0)
        {
            return available;
        }

        var left = new List<Backend>(available.Count);
        foreach (Backend backend in available)
        {
            if (!HasTried(backend))
            {
                left.Add(backend);
            }
        }

        return left;
    }
}
