using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;

namespace LearnLoadBalancer.Level5.States;

/// <summary>The list of those who may be used, made anew whenever there is news, or when it is time.</summary>
/// <remarks>
/// Making it takes a while where there are many backends, and what a policy works out for it takes longer. So no request
/// does it: one that brings news leaves that to the thread pool. And it is done by one at a time, to the end: so who is
/// told last is told of the newest.
/// </remarks>
internal sealed class UsableList : IThreadPoolWorkItem, IDisposable
{
    private readonly Lock _publishing = new();
    private readonly BackendState[] _inOrder;
    private readonly ListMaker _lists;
    private readonly Lock _changing;
    private readonly StateLog _log;
    private readonly Func<TimeSpan> _now;
    private readonly ITimer _timer;
    private volatile Backend[] _available = [];
    private volatile int _outages = 1;
    private int _scheduled;

    /// <param name="inOrder">All backends, as they were configured.</param>
    /// <param name="lists">Looks at all of them together.</param>
    /// <param name="changing">The lock of their states.</param>
    /// <param name="log">Is told when somebody who hears the news fails.</param>
    /// <param name="time">The clock that wakes us.</param>
    /// <param name="now">The time as the states count it.</param>
    public UsableList(BackendState[] inOrder, ListMaker lists, Lock changing, StateLog log, TimeProvider time, Func<TimeSpan> now)
    {
        (_inOrder, _lists, _changing, _log, _now) = (inOrder, lists, changing, log, now);
        _timer = time.CreateTimer(_ => Refresh(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc cref="IAvailability.Changed"/>
    public event Action? Changed;

    /// <inheritdoc cref="IAvailability.Available"/>
    public IReadOnlyList<Backend> Available => _available;

    /// <inheritdoc cref="IAvailability.Outages"/>
    public int Outages => _outages;

    /// <summary>Where to put the weights of those who warm up. Null: nobody does.</summary>
    public BackendWeights? Weights { get; set; }

    /// <summary>Makes the list anew, and the weights, and tells who wants to hear.</summary>
    public void Refresh()
    {
        lock (_publishing)
        {
            bool news;
            IReadOnlyDictionary<Backend, int>? weights;
            lock (_changing)
            {
                TimeSpan now = _now();
                _lists.Update(now);
                Backend[] available = [.. _inOrder.Where(state => state.Listed).Select(state => state.Backend)];
                news = !available.AsSpan().SequenceEqual(_available);
                _outages += news && available.Length == 0 ? 1 : 0;
                _available = news ? available : _available;
                weights = Weights is null ? null : _lists.NewWeights(now);
                _timer.Change(_lists.NextDue(now), Timeout.InfiniteTimeSpan);
            }

            Tell(news, weights);
        }
    }

    /// <summary>Has the list made soon, by somebody else.</summary>
    public void Schedule()
    {
        if (Interlocked.Exchange(ref _scheduled, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute()
    {
        Volatile.Write(ref _scheduled, 0);
        Refresh();
    }

    /// <summary>From now on it is not made anew by the clock.</summary>
    public void Dispose() => _timer.Dispose();

    private void Tell(bool news, IReadOnlyDictionary<Backend, int>? weights)
    {
        try
        {
            if (weights is not null)
            {
                Weights!.Replace(weights); // Who hears of weights reads the list as well: both come as one.
            }

            if (news)
            {
                Changed?.Invoke();
            }
        }
        catch (Exception e)
        {
            _log.Failed(e); // It stands all the same. This may be the clock's thread, or the pool's: nobody else would catch it.
        }
    }
}
