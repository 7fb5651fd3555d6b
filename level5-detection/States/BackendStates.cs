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
/// by a second). Whoever brings it changes the state of one backend, under a lock that is held for moments. A success
/// brings no news, so nearly no request ever takes it. The list is made afterwards, see <see cref="UsableList"/>. Until
/// that is done, requests go on with the list before, and the door of each backend (<see cref="TryEnter"/>) turns away
/// those who come too late.
/// </remarks>
internal sealed class BackendStates : IAvailability, IDisposable
{
    private readonly Lock _changing = new();
    private readonly BackendState[] _inOrder;
    private readonly FrozenDictionary<Backend, BackendState> _states;
    private readonly StateLog _log;
    private readonly EjectionOptions _ejection;
    private readonly ListMaker _lists;
    private readonly UsableList _usable;
    private readonly bool _warms;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly long _start;
    private bool _toldFirst;

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
        _usable = new UsableList(_inOrder, _lists, _changing, _log, time, () => Now);
    }

    /// <inheritdoc/>
    public event Action? Changed
    {
        add => _usable.Changed += value;
        remove => _usable.Changed -= value;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Backend> Available => _usable.Available;

    /// <inheritdoc/>
    public int Outages => _usable.Outages;

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
                state.DecidedBy = result;
                if (known != BackendHealth.Unknown || _toldFirst)
                {
                    _log.Health(backend, result);
                }

                state.Ejection.Forget(); // Failures from before count no more. An ejection goes on: a check ends none.
                state.WarmingSince = _warms && known == BackendHealth.Down ? now : null; // Not at the start: all are cold then.
            }

            news = state.StandingAt(now) != before;
        }

        if (news)
        {
            _usable.Refresh();
        }

        return state.Health;
    }

    /// <summary>
    /// The first round is over. Its results come in any order; they are told in the order of the command line, so that a
    /// start looks like the one before. Who has none yet is told of when it comes.
    /// </summary>
    public void TellFirstResults()
    {
        lock (_changing)
        {
            _toldFirst = true;
            foreach (BackendState state in _inOrder.Distinct().Where(state => state.DecidedBy is not null))
            {
                _log.Health(state.Backend, state.DecidedBy!); // And not the last one: it may be the first of three that have to agree.
            }
        }
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
            _usable.Schedule(); // Off the list, until it is known.
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
            _usable.Schedule();
        }
    }

    /// <summary>Says where to put the weights of those who warm up. Until then nobody does.</summary>
    public void Start(BackendWeights weights) => _usable.Weights = _warms ? weights : null;

    /// <summary>How all of them are doing, in order.</summary>
    public IReadOnlyList<BackendStatus> Describe()
    {
        lock (_changing)
        {
            TimeSpan now = Now;
            return [.. _inOrder.Distinct().Select(state => state.StatusAt(now))];
        }
    }

    /// <inheritdoc cref="UsableList.Refresh"/>
    public void Refresh() => _usable.Refresh();

    /// <inheritdoc/>
    public void Dispose() => _usable.Dispose();

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
                    _usable.Schedule();
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
        _usable.Schedule();
    }
}
