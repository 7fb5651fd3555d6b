using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>Level 2, naive: the list changes under the hands of whoever reads it.</summary>
internal sealed class UnlockedHealthList(IEnumerable<Backend> backends)
{
    public List<Backend> Available { get; } = [.. backends];

    public void Set(Backend backend, bool healthy)
    {
        if (!healthy)
        {
            Available.Remove(backend);
        }
        else if (!Available.Contains(backend))
        {
            Available.Add(backend);
        }
    }
}
