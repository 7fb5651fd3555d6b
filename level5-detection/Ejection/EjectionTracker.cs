namespace LearnLoadBalancer.Level5.Ejection;

/// <summary>What requests say of one backend: it works, or it rests until some time, or one request may try it.</summary>
/// <remarks>
/// This is what others call a circuit breaker, one for each backend. It knows of no clock: the time comes in, counted
/// from any beginning. <see cref="Note"/>, <see cref="TryEnterProbe"/> and <see cref="LeaveProbe"/> may be called by any
/// thread at any time; <see cref="Eject"/>, <see cref="BeginProbing"/> and <see cref="Readmit"/> by one at a time.
/// </remarks>
internal sealed class EjectionTracker(EjectionOptions options)
{
    /// <summary>
    /// A probing request that takes longer no longer keeps the next one out: 75 seconds. It may be a download of hours.
    /// A backend that says nothing has failed by then: it has 5 seconds to be reached and 60 to begin a response, and the
    /// clock of those limits is late by up to 2 each. With less, the next request would take the place before the
    /// failure is known, and the failure would count for nothing, each time.
    /// </summary>
    public static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(75);

    private readonly FailureWindow _window = new(options.Window);
    private volatile EjectionState _state;
    private volatile int _stint;
    private int _inARow;
    private long _probe;
    private int _level;
    private TimeSpan _inUseSince;

    /// <summary>Where it is.</summary>
    public EjectionState State => _state;

    /// <summary>How often it has come back. What a request says that was sent before the last time is late news, and not to be noted.</summary>
    public int Stint => _stint;

    /// <summary>When the ejection is over. It never moves while it lasts: or a backend that is always asked would never come back.</summary>
    public TimeSpan Until { get; private set; }

    /// <summary>Whether a success would change nothing. True nearly always: then it is not even reported.</summary>
    public bool IsQuiet => Volatile.Read(ref _inARow) == 0 && !_window.IsOpen;

    /// <summary>A request has ended that was sent because the backend was in use.</summary>
    /// <returns>Whether that was one failure too many. What comes in at any other time changes nothing.</returns>
    public Trip Note(bool failure, TimeSpan now)
    {
        if (_state != EjectionState.InUse || options.After == 0)
        {
            return default; // Late news, of a request from before the ejection.
        }

        if (!failure)
        {
            if (Volatile.Read(ref _inARow) != 0)
            {
                Volatile.Write(ref _inARow, 0);
            }

            if (_window.IsOpen)
            {
                _window.Count(failure: false, now);
            }

            return default;
        }

        int inARow = Interlocked.Increment(ref _inARow);
        (int failures, int requests) = _window.Count(failure: true, now);
        return inARow >= options.After ? new Trip(inARow, 0)
            : requests >= options.ShareOf && failures >= options.Share * requests ? new Trip(failures, requests)
            : default;
    }

    /// <summary>Ejects it, whether it was in use or was being probed.</summary>
    /// <param name="now">The time.</param>
    /// <param name="chance">A random number from 0 to 1, for the duration.</param>
    public void Eject(TimeSpan now, double chance)
    {
        // Good work is forgiven with a level per 10 seconds. A probe that failed was no work.
        int level = _state == EjectionState.InUse ? LevelAt(now) : _level;
        Until = now + options.Duration.For(level, chance);
        _level = level + 1;
        Forget();
        _state = EjectionState.Ejected;
    }

    /// <summary>Its time is over: one request may find out.</summary>
    public void BeginProbing() => _state = EjectionState.Probing;

    /// <summary>The probing request has succeeded.</summary>
    public void Readmit(TimeSpan now)
    {
        Forget();
        _inUseSince = now;
        _stint++; // One at a time comes here.
        _state = EjectionState.InUse;
    }

    /// <summary>Asks for the place of the one probing request.</summary>
    /// <returns>A ticket for the place: the time, as it happens. 0 when somebody else has it, or none is wanted.</returns>
    public long TryEnterProbe(TimeSpan now)
    {
        // exercise 5.4: begin
        long other = Volatile.Read(ref _probe);
        if (_state != EjectionState.Probing || (other != 0 && now < UntilOf(other)))
        {
            return 0;
        }

        // Many may have come as far as this. One of them gets in: who finds what all of them have read before.
        long ticket = Math.Max(1, now.Ticks);
        if (Interlocked.CompareExchange(ref _probe, ticket, other) != other)
        {
            return 0;
        }

        // Meanwhile the one before may have failed. Then it is too late for another.
        if (_state == EjectionState.Probing)
        {
            return ticket;
        }

        LeaveProbe(ticket);
        return 0;
        // exercise 5.4: end
    }

    /// <summary>Whether the ticket is still the one for the place: only then what its holder has found out counts.</summary>
    public bool HoldsProbe(long ticket) => _state == EjectionState.Probing && Volatile.Read(ref _probe) == ticket;

    /// <summary>Gives the place back.</summary>
    /// <returns>Whether there was something to give back: somebody else may have it by now.</returns>
    public bool LeaveProbe(long ticket) => Interlocked.CompareExchange(ref _probe, 0, ticket) == ticket;

    /// <summary>Until when the place is taken. Null: it is free.</summary>
    public TimeSpan? ProbeUntil => Volatile.Read(ref _probe) is var ticket and not 0 ? UntilOf(ticket) : null;

    /// <summary>How many steps the next ejection is beyond the shortest.</summary>
    public int LevelAt(TimeSpan now) => Math.Max(0, _level - (int)Math.Min(int.MaxValue, (now - _inUseSince) / options.Forgiveness));

    /// <summary>Counts anew. Also for one that should have been ejected, but the others can't do without it.</summary>
    public void Forget()
    {
        Volatile.Write(ref _inARow, 0);
        _window.Close();
    }

    private static TimeSpan UntilOf(long ticket) => TimeSpan.FromTicks(ticket) + ProbeLimit;
}
