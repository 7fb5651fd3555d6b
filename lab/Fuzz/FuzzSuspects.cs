namespace LearnLoadBalancer.Lab.Fuzz;

/// <summary>The cases that a complaint of this moment may come from: those being played, and the last that were.</summary>
/// <param name="last">How many of those that have ended are remembered.</param>
internal sealed class FuzzSuspects(int last)
{
    private readonly Lock _lock = new();
    private readonly HashSet<int> _playing = [];
    private readonly Queue<int> _ended = new();

    public IReadOnlyList<int> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _playing, .. _ended];
            }
        }
    }

    public void Begin(int number)
    {
        lock (_lock)
        {
            _playing.Add(number);
        }
    }

    /// <summary>Its complaints may still be on their way.</summary>
    public void End(int number)
    {
        lock (_lock)
        {
            _playing.Remove(number);
            _ended.Enqueue(number);
            if (_ended.Count > last)
            {
                _ended.Dequeue();
            }
        }
    }
}
