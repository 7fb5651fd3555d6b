using System.Globalization;
using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Zoo.Policies.Faults;

/// <summary>Writes the backend's place in the list into the cookie: no address, but whoever writes another number chooses his server.</summary>
internal sealed class NumbersTheBackend(ZooSettings settings) : PolicyBalancer(settings)
{
    protected override string CookieFor(Backend backend) => string.Create(CultureInfo.InvariantCulture, $"srv{Settings.Backends.ToList().IndexOf(backend) + 1}");
}
