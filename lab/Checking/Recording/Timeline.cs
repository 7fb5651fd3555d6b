using System.Diagnostics;

namespace LearnLoadBalancer.Lab.Checking.Recording;

/// <summary>Writes down what happens during a run. Anybody may write, from any thread.</summary>
internal sealed class Timeline
{
    private readonly Lock _lock = new();
    private readonly List<TimelineEvent> _events = [];
    private readonly long _began = Stopwatch.GetTimestamp();

    /// <summary>The time since the run began.</summary>
    public TimeSpan Now => Stopwatch.GetElapsedTime(_began);

    /// <summary>How many events there are by now.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _events.Count;
            }
        }
    }

    public void Add(Lane lane, EventKind kind, string text)
    {
        // The time is taken inside, so the order of the list is the order of the times.
        lock (_lock)
        {
            _events.Add(new TimelineEvent(Now, lane, kind, text));
        }
    }

    /// <summary>All events since the last time, which are forgotten with this: for runs that may go on for hours.</summary>
    public IReadOnlyList<TimelineEvent> TakeAll()
    {
        lock (_lock)
        {
            TimelineEvent[] events = [.. _events];
            _events.Clear();
            return events;
        }
    }

    /// <summary>All events from the given one on.</summary>
    public IReadOnlyList<TimelineEvent> Since(int first)
    {
        lock (_lock)
        {
            return _events[first..];
        }
    }
}
