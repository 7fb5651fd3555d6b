using System.Collections.Frozen;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Level5.Checks;
using LearnLoadBalancer.Level5.Ejection;
using LearnLoadBalancer.Level5.Options;
using Microsoft.Extensions.Logging;

namespace LearnLoadBalancer.Level5.States;

/// <summary>Who may be used: what checks and requests say of each backend, made into one list and one set of weights.</summary>
/// <remarks>
/// News comes from three sides: from checks, from requests, and from the clock (an ejection is over, somebody is warmer
/// by a second). Whoever brings it changes the state of one backend, under a lock that is held for moments. The list
/// is made afterwards, by <see cref="Refresh"/>, one at a time and never by a request: a request that brings news leaves
/// that to the thread pool. Until it is done, requests go on with the list before, and the door of each backend
/// (<see cref="TryEnter"/>) turns away those who come too late.
/// </remarks>
internal sealed class BackendStates : IAvailability, IThreadPoolWorkItem, IDisposable
{
    private readonly Lock _changing = new();
    private readonly Lock _publishing = new();
    private readonly BackendState[] _inOrder;
    private readonly FrozenDictionary<Backend, BackendState> _states;
    private readonly StateLog _log;
    private readonly EjectionOptions _ejection;
    private readonly ListMaker _lists;
    private readonly bool _warms;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly long _start;
    private readonly ITimer _timer;
    private BackendWeights? _weights;
    private volatile Backend[] _available = [];
    private volatile int _outages = 1;
    private int _scheduled;

    /// <summary>At first nothing is known of any backend, and what is not known to be healthy is not used.</summary>
    public BackendStates(IReadOnlyList<WeightedBackend> backends, DetectionOptions options, ILogger logger, TimeProvider time, Random random)
    {
        _states = backends.DistinctBy(one => one.Backend).ToFrozenDictionary(one => one.Backend, one => new BackendState(one, options));
        _inOrder = [.. backends.Select(one => _states[one.Backend])];
        _log = new StateLog(logger);
        _ejection = options.Ejection;
        _lists = new ListMaker([.. _inOrder.Distinct()], options.Panic, _log);
        _warms = options.SlowStart is not null;
        _time = time;
        _random = random;
        _start = time.GetTimestamp();
        _timer = time.CreateTimer(_ => Refresh(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public event Action? Changed;

    /// <inheritdoc/>
    public IReadOnlyList<Backend> Available => _available;

    /// <inheritdoc/>
    public int Outages => _outages;

    /// <summary>All that there are, each once.</summary>
    public IReadOnlyList<Backend> All => [.. _inOrder.Distinct().Select(state => state.Backend)];

    private TimeSpan Now => _time.GetElapsedTime(_start);

    /// <inheritdoc/>
    public bool IsUsable(Backend backend) => _states[backend].Listed;

    /// <summary>What is known of one backend.</summary>
    public BackendState Of(Backend backend) => _states[backend];

    /// <summary>A check has a result.</summary>
    /// <returns>What the checks say now.</returns>
    public HealthTracker Observe(Backend backend, CheckResult result)
    {
        BackendState state = _states[backend];
        bool news;
        lock (_changing)
        {
            TimeSpan now = Now;
            Standing before = state.StandingAt(now);
            BackendHealth known = state.Health.State;
            state.LastCheck = result;
            if (state.Health.Observe(result.Succeeded))
            {
                _log.Health(backend, result);
                state.Ejection.Forget(); // Failures from before count no more. An ejection goes on: a check ends none.
                state.WarmingSince = _warms && known == BackendHealth.Down ? now : null; // Not at the start: all are cold then.
            }

            news = state.StandingAt(now) != before;
        }

        if (news)
        {
            Refresh();
        }

        return state.Health;
    }

    /// <summary>A request stands at the door of a backend that was picked for it.</summary>
    /// <param name="state">The backend.</param>
    /// <param name="ticket">Not 0: it is the one that finds out whether the backend works again.</param>
    /// <returns>Whether it may go in.</returns>
    public bool TryEnter(BackendState state, out long ticket)
    {
        ticket = 0;
        if (state.Ejection.State == EjectionState.InUse)
        {
            return true; // Nearly always.
        }

        ticket = state.Ejection.TryEnterProbe(Now);
        if (ticket != 0)
        {
            Schedule(); // Off the list, until it is known.
        }

        return ticket != 0 || state.Revived;
    }

    /// <summary>An attempt has said something of its backend.</summary>
    public void Note(BackendState state, bool failure, long ticket, string what)
    {
        if (ticket != 0)
        {
            EndProbe(state, failure, ticket, what);
        }
        else if (state.Ejection.Note(failure, Now) is { HasHappened: true } trip)
        {
            TryEject(state, trip, what);
        }
    }

    /// <summary>The one that should have found out has not.</summary>
    public void LeaveProbe(BackendState state, long ticket)
    {
        if (state.Ejection.LeaveProbe(ticket))
        {
            Schedule();
        }
    }

    /// <summary>Says where to put the weights of those who warm up. Until then nobody does.</summary>
    public void Start(BackendWeights weights)
    {
        lock (_publishing)
        {
            _weights = weights;
        }
    }

    /// <summary>How all of them are doing, in order.</summary>
    public IReadOnlyList<BackendStatus> Describe()
    {
        lock (_changing)
        {
            TimeSpan now = Now;
            return [.. _inOrder.Distinct().Select(state => state.StatusAt(now))];
        }
    }

    /// <summary>Makes the list anew, and the weights, and tells who wants to hear.</summary>
    public void Refresh()
    {
        // One after the other to the end: so who hears last hears of the newest.
        lock (_publishing)
        {
            bool news;
            IReadOnlyDictionary<Backend, int>? weights;
            lock (_changing)
            {
                TimeSpan now = Now;
                _lists.Update(now);
                Backend[] available = [.. _inOrder.Where(state => state.Listed).Select(state => state.Backend)];
                news = !available.AsSpan().SequenceEqual(_available);
                _outages += news && available.Length == 0 ? 1 : 0;
                _available = news ? available : _available;
                weights = _warms ? _lists.NewWeights(now) : null;
                _timer.Change(_lists.NextDue(now), Timeout.InfiniteTimeSpan);
            }

            Tell(news, weights);
        }
    }

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute()
    {
        Volatile.Write(ref _scheduled, 0);
        Refresh();
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Tell(bool news, IReadOnlyDictionary<Backend, int>? weights)
    {
        try
        {
            if (weights is not null && _weights is not null)
            {
                _weights.Replace(weights); // Who hears of weights reads the list as well: both come as one.
            }
            else if (news)
            {
                Changed?.Invoke();
            }
        }
        catch (Exception e)
        {
            _log.Failed(e); // It stands all the same. This may be the clock's thread, or the pool's: nobody else would catch it.
        }
    }

    /// <summary>Has the list made soon, by somebody else.</summary>
    private void Schedule()
    {
        if (Interlocked.Exchange(ref _scheduled, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private void TryEject(BackendState state, Trip trip, string what)
    {
        lock (_changing)
        {
            if (state.Ejection.State != EjectionState.InUse)
            {
                return; // Another request was quicker.
            }

            TimeSpan now = Now;
            if (_lists.MayBeEjected(state, now, _ejection.Most))
            {
                Eject(state, now, $"{trip}, the last one {what}");
                return;
            }

            state.Ejection.Forget();
            _log.Spared(state, trip, now);
        }
    }

    private void EndProbe(BackendState state, bool failure, long ticket, string what)
    {
        lock (_changing)
        {
            if (state.Ejection.HoldsProbe(ticket))
            {
                TimeSpan now = Now;
                if (failure)
                {
                    Eject(state, now, $"the probing request failed, {what}");
                }
                else
                {
                    state.Ejection.Readmit(now);
                    state.WarmingSince = _warms ? now : null;
                    _log.Back(state.Backend);
                    Schedule();
                }
            }

            state.Ejection.LeaveProbe(ticket);
        }
    }

    private void Eject(BackendState state, TimeSpan now, string reason)
    {
        state.Ejection.Eject(now, _random.NextDouble());
        state.WarmingSince = null;
        state.Reason = reason;
        _log.Ejected(state, now);
        Schedule();
    }
}
