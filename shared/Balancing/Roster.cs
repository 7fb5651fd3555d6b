using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Balancing;

/// <summary>Those who take part: available, and with a weight. Arrays that run in step, so a pick looks nothing up.</summary>
internal sealed class Roster
{
    private readonly int[] _upTo;

    /// <summary>Leaves out who drains.</summary>
    public Roster(IReadOnlyList<Backend> available, IReadOnlyDictionary<Backend, int> weights)
    {
        (Backend Backend, int Weight)[] taking =
        [
            .. available
                .Select(backend => (backend, weights.GetValueOrDefault(backend, BackendWeights.Default)))
                .Where(pair => pair.Item2 > 0),
        ];
        Backends = [.. taking.Select(pair => pair.Backend)];
        Weights = [.. taking.Select(pair => pair.Weight)];
        _upTo = new int[Weights.Length];
        foreach (int weight in Weights)
        {
            checked
            {
                _upTo[Count++] = TotalWeight += weight;
            }
        }

        ConfiguredWeight = Math.Max(weights.Values.Sum(), TotalWeight);
    }

    /// <summary>How many take part.</summary>
    public int Count { get; }

    /// <summary>The backends, in the order in which they were configured.</summary>
    public Backend[] Backends { get; }

    /// <summary>Their weights, 1 to 256.</summary>
    public int[] Weights { get; }

    /// <summary>The sum of the weights.</summary>
    public int TotalWeight { get; }

    /// <summary>The sum of the weights of all that are configured, also of those that are away now.</summary>
    public int ConfiguredWeight { get; }

    /// <summary>Draws one, each with the chance that its weight gives it. By binary search: log2(n) steps.</summary>
    /// <returns>Its place in the arrays. There must be one.</returns>
    public int Draw(Random random)
    {
        // The sums of the weights cut a line of that length into pieces; where does a random point fall?
        int point = random.Next(TotalWeight);
        int found = Array.BinarySearch(_upTo, point + 1);
        return found < 0 ? ~found : found;
    }

    /// <summary>
    /// Draws two: the first by weight, the second any of the others. With equal loads the first is taken,
    /// so the weights are kept; the second only has to be a fair witness of how loaded the others are.
    /// </summary>
    /// <returns>Their places in the arrays; the same place twice when there is only one.</returns>
    public (int First, int Second) DrawTwo(Random random)
    {
        // exercise 4.4: begin
        int first = Draw(random);
        if (Count == 1)
        {
            return (first, first);
        }

        int second = random.Next(Count - 1);
        return (first, second < first ? second : second + 1);
        // exercise 4.4: end
    }
}
