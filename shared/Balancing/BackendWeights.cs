using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Balancing;

/// <summary>How much each backend can take, compared to the others. A table keyed by the backend, like all live state.</summary>
/// <remarks>
/// Weight 0 drains: the backend is picked for nothing new, and what it has goes on. That is how a server
/// is taken out without breaking anything. The limit of 256 is HAProxy's; nginx has none, but no 0 either.
/// </remarks>
internal sealed class BackendWeights
{
    /// <summary>The largest weight.</summary>
    public const int Largest = 256;

    /// <summary>The weight of a backend of which nothing was said.</summary>
    public const int Default = 1;

    private readonly Lock _writing = new();
    private volatile IReadOnlyDictionary<Backend, int> _current = new Dictionary<Backend, int>();

    /// <summary>Every backend counts the same, until told otherwise.</summary>
    public BackendWeights()
    {
    }

    /// <summary>The weights that the command line gives.</summary>
    public BackendWeights(IEnumerable<(Backend Backend, int Weight)> weights)
    {
        foreach ((Backend backend, int weight) in weights)
        {
            Set(backend, weight);
        }
    }

    /// <summary>Raised after every change, on the thread that made it.</summary>
    public event Action? Changed;

    /// <summary>
    /// All that is known now. The object never changes: a new weight makes a new one.
    /// </summary>
    public IReadOnlyDictionary<Backend, int> Current => _current;

    /// <summary>The weight of one backend, 0 to 256.</summary>
    public int Of(Backend backend) => _current.GetValueOrDefault(backend, Default);

    /// <summary>Changes a weight.</summary>
    public void Set(Backend backend, int weight)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(weight);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(weight, Largest);
        lock (_writing)
        {
            _current = new Dictionary<Backend, int>(_current) { [backend] = weight };
        }

        Changed?.Invoke(); // Without the lock: a listener may take its time.
    }

    /// <summary>Changes all weights at once, as one piece of news. Compared to each other they count, so they may all be scaled.</summary>
    /// <param name="weights">What is known from now on. It must not change any more.</param>
    public void Replace(IReadOnlyDictionary<Backend, int> weights)
    {
        lock (_writing)
        {
            _current = weights;
        }

        Changed?.Invoke();
    }
}
