using System.Collections;
using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Tests.Policies;

/// <summary>A list that counts how often somebody looks at one of its entries.</summary>
internal sealed class CountedList(IReadOnlyList<Backend> list) : IReadOnlyList<Backend>
{
    public int Looks { get; private set; }

    public int Count => list.Count;

    public Backend this[int index]
    {
        get
        {
            Looks++;
            return list[index];
        }
    }

    public IEnumerator<Backend> GetEnumerator() => list.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
