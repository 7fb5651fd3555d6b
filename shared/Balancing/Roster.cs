using System.Collections;
using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Balancing;

/// <summary>Those who take part: available, and with a weight. One object that never changes; news makes a new one.</summary>
/// <remarks>
/// A policy gets it as the list of the available, which it is: without those that drain. Who heeds the weights
/// finds them here, in arrays that run in step with the list, so a pick looks nothing up. List and weights are
/// one object on purpose. Apart, a request could see the new list with the old weights, and would have to
/// work something out for that pair, in its own time.
/// </remarks>
internal sealed class Roster : IReadOnlyList<Backend>
{
    private readonly IReadOnlyDictionary<Backend, int> _configured;
    private readonly int[] _upTo;
    private Note? _notes;

    /// <summary>Leaves out who drains.</summary>
    /// <param name="available">The backends that may be used, in the order in which they were configured.</param>
    /// <param name="weights">The weights of all that are configured. Of whom nothing is said: <see cref="BackendWeights.Default"/>.</param>
    public Roster(IReadOnlyList<Backend> available, IReadOnlyDictionary<Backend, int> weights)
    {
        (Backend Backend, int Weight)[] taking =
        [
            .. available
                .Select(backend => (backend, weights.GetValueOrDefault(backend, BackendWeights.Default)))
                .Where(pair => pair.Item2 > 0),
        ];
        _configured = weights;
        Backends = [.. taking.Select(pair => pair.Backend)];
        Weights = [.. taking.Select(pair => pair.Weight)];
        _upTo = new int[Weights.Length];
        for (int place = 0; place < Weights.Length; place++)
        {
            checked
            {
                _upTo[place] = TotalWeight += Weights[place];
            }
        }

        ConfiguredWeight = Math.Max(weights.Values.Sum(), TotalWeight);
    }

    /// <summary>How many take part.</summary>
    public int Count => Backends.Length;

    /// <summary>The backends, in the order in which they were configured.</summary>
    public Backend[] Backends { get; }

    /// <summary>Their weights, 1 to 256.</summary>
    public int[] Weights { get; }

    /// <summary>The sum of the weights.</summary>
    public int TotalWeight { get; }

    /// <summary>The sum of the weights of all that are configured, also of those that are away now.</summary>
    public int ConfiguredWeight { get; }

    /// <inheritdoc/>
    public Backend this[int index] => Backends[index];

    /// <summary>What somebody has worked out for this roster, and left with it. Any thread may ask, and none waits.</summary>
    /// <returns>Null if there is nothing of theirs.</returns>
    public object? Recall(object owner)
    {
        for (Note? note = Volatile.Read(ref _notes); note is not null; note = note.Next)
        {
            if (ReferenceEquals(note.Owner, owner))
            {
                return note.Value;
            }
        }

        return null;
    }

    /// <summary>Leaves with it what was worked out for it. It goes when the roster goes.</summary>
    public void Keep(object owner, object value)
    {
        Note? first;
        do
        {
            first = Volatile.Read(ref _notes);
        }
        while (Interlocked.CompareExchange(ref _notes, new Note(owner, value, first), first) != first);
    }

    /// <summary>The list as a roster: itself, if it is one; of a plain list all count the same.</summary>
    public static Roster Of(IReadOnlyList<Backend> available) =>
        available as Roster ?? new Roster(available, new Dictionary<Backend, int>());

    /// <summary>The roster without those that a request has tried in vain. A new one: retries are rare.</summary>
    public Roster Without(in PickContext context) => new(context.Untried(Backends), _configured);

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

    /// <inheritdoc/>
    public IEnumerator<Backend> GetEnumerator() => ((IEnumerable<Backend>)Backends).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed record Note(object Owner, object Value, Note? Next);
}
