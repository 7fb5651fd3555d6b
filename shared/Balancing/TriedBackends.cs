using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Faults;

namespace LearnLoadBalancer.Balancing;

/// <summary>The backends that one request has been to, in vain. Used again with the request's exchange: it allocates once.</summary>
internal sealed class TriedBackends
{
    private readonly List<Backend> _backends = [];

    /// <summary>How many.</summary>
    public int Count => _backends.Count;

    /// <summary>Them, in the order in which they were tried.</summary>
    public IReadOnlyList<Backend> Backends => _backends;

    /// <summary>How long it took in all to find out that they could not be reached.</summary>
    public TimeSpan Dialled { get; private set; }

    /// <summary>Notes that this backend could not be reached.</summary>
    /// <param name="backend">Which.</param>
    /// <param name="dialled">How long it took to find out.</param>
    public void Add(Backend backend, TimeSpan dialled)
    {
        _backends.Add(backend);
        Dialled += dialled;
    }

    /// <summary>The list without them. As long as nothing fails, that is the same list.</summary>
    public IReadOnlyList<Backend> LeftOf(IReadOnlyList<Backend> available)
    {
        Fault.At(FaultStep.Pick);
        return new PickContext(hashKey: null, _backends).Untried(available);
    }

    /// <summary>Forgets them.</summary>
    public void Clear()
    {
        _backends.Clear();
        Dialled = TimeSpan.Zero;
    }
}
