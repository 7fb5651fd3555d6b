using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Zoo.Policies.Faults;

/// <summary>Hashes modulo the number of backends: when that changes, nearly every key gets another one.</summary>
internal sealed class MovesAllKeys(ZooSettings settings) : PolicyBalancer(settings)
{
    protected override Backend OwnerOf(string key, IReadOnlyList<Backend> available) => available[(int)(Hash(key) % (ulong)available.Count)];
}
