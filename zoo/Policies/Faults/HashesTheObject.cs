using System.Globalization;
using System.Runtime.CompilerServices;
using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Zoo.Policies.Faults;

/// <summary>Hashes the object that holds the key, and not its letters: the next request has another object.</summary>
internal sealed class HashesTheObject(ZooSettings settings) : PolicyBalancer(settings)
{
    protected override Backend OwnerOf(string key, IReadOnlyList<Backend> available) =>
        base.OwnerOf(RuntimeHelpers.GetHashCode(key).ToString(CultureInfo.InvariantCulture), available);
}
