using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;

namespace LearnLoadBalancer.Health;

/// <summary>Which backends are healthy: the checker writes it now and then, every connection reads it.</summary>
/// <remarks>
/// With a plain <c>lock</c> the readers would wait for each other although none of them changes anything.
/// A reader-writer lock lets any number of readers in together, and a writer only alone. (Does it pay
/// when the lock is held for so short a time? An exercise of the chapter measures it.)
/// </remarks>
public sealed class HealthMap : IAvailability, IDisposable
{
    private readonly ReaderWriterLockSlim _lock = new();
    private readonly IReadOnlyList<Backend> _backends;
    private readonly Dictionary<Backend, bool> _healthy = [];
    private IReadOnlyList<Backend> _available = [];
    private int _outages = 1;

    /// <summary>At first nothing is known of any backend, and what is not known to be healthy is not used.</summary>
    public HealthMap(IReadOnlyList<Backend> backends) => _backends = backends;

    /// <inheritdoc/>
    /// <remarks>Before <see cref="Set"/> returns. If who hears it throws, <see cref="Set"/> does; the news stands all the same.</remarks>
    public event Action? Changed;

    /// <summary>The backends that are healthy now, in the order in which they were configured.</summary>
    public IReadOnlyList<Backend> Available
    {
        get
        {
            // exercise 2.2: begin
            _lock.EnterReadLock();
            try
            {
                return _available;
            }
            finally
            {
                _lock.ExitReadLock();
            }
            // exercise 2.2: end
        }
    }

    /// <summary>Whether this one is healthy now.</summary>
    public bool IsHealthy(Backend backend) => IsKnownAs(backend, healthy: true);

    /// <inheritdoc/>
    bool IAvailability.IsUsable(Backend backend) => IsHealthy(backend);

    /// <inheritdoc/>
    public int Outages
    {
        get
        {
            _lock.EnterReadLock();
            try
            {
                return _outages;
            }
            finally
            {
                _lock.ExitReadLock();
            }
        }
    }

    /// <summary>Notes the outcome of a check.</summary>
    /// <returns>True when it changes what was known: a transition, worth a line in the log.</returns>
    public bool Set(Backend backend, bool healthy)
    {
        // Nearly every check finds what the last one found. Only a change takes the writer's lock.
        if (IsKnownAs(backend, healthy))
        {
            return false;
        }

        // exercise 2.2: begin
        _lock.EnterWriteLock();
        try
        {
            if (_healthy.TryGetValue(backend, out bool known) && known == healthy)
            {
                return false; // Somebody else has noted the same between our look and now.
            }

            bool hadSome = _available.Count > 0;
            _healthy[backend] = healthy;

            // The list is made anew here, once per change, so that readers need not make one each
            // per connection. The old one stays as it is: somebody may be choosing from it just now.
            _available = [.. _backends.Where(candidate => _healthy.GetValueOrDefault(candidate))];
            if (hadSome && _available.Count == 0)
            {
                _outages++;
            }
        }
        finally
        {
            _lock.ExitWriteLock();
        }
        // exercise 2.2: end

        Changed?.Invoke(); // Without the lock: no reader waits for what is done there.
        return true;
    }

    /// <summary>Frees the lock. Nobody may use the map any more.</summary>
    public void Dispose() => _lock.Dispose();

    private bool IsKnownAs(Backend backend, bool healthy)
    {
        _lock.EnterReadLock();
        try
        {
            return _healthy.TryGetValue(backend, out bool known) && known == healthy;
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }
}
