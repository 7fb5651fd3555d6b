using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Zoo.Policies.Faults;

/// <summary>Makes its cookies anew when a backend is lost, as one does that starts over with a new key. Nobody's old one holds any more.</summary>
internal sealed class LosesSessions(ZooSettings settings) : PolicyBalancer(settings)
{
    private readonly Lock _watching = new();
    private IReadOnlyList<Backend> _before = [];
    private int _losses;

    protected override string CookieFor(Backend backend) => $"{base.CookieFor(backend)}{Volatile.Read(ref _losses)}";

    protected override IReadOnlyList<Backend> Available(Health health)
    {
        lock (_watching)
        {
            IReadOnlyList<Backend> now = base.Available(health);
            _losses += _before.Except(now).Any() ? 1 : 0;
            _before = now;
            return now;
        }
    }
}
