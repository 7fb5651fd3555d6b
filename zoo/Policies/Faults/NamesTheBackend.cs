using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Zoo.Policies.Faults;

/// <summary>Writes the backend's address into the cookie: everybody learns it, and whoever writes another one chooses his server.</summary>
internal sealed class NamesTheBackend(ZooSettings settings) : PolicyBalancer(settings)
{
    protected override string CookieFor(Backend backend) => backend.ToString();
}
