using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Zoo.Faults;

/// <summary>Marks a dead backend, and never takes the mark off again.</summary>
internal sealed class NeverRecovers(ZooSettings settings) : Balancer(settings)
{
    protected override Health CreateHealth(HealthSettings health) => new Grudge(health);

    private sealed class Grudge(HealthSettings settings) : Health(settings)
    {
        private readonly HashSet<Backend> _failed = [];

        protected override void Note(Backend backend, bool alive)
        {
            if (!alive)
            {
                _failed.Add(backend);
            }

            base.Note(backend, alive && !_failed.Contains(backend));
        }
    }
}
