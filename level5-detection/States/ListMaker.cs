using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Level5.Ejection;

namespace LearnLoadBalancer.Level5.States;

/// <summary>Looks at all backends together: whose time has come, who is on the list, who has which weight, and when to look again.</summary>
/// <remarks>Under the lock of <see cref="BackendStates"/>.</remarks>
/// <param name="states">All of them, each once.</param>
/// <param name="panic">See <see cref="Availability.IsPanic"/>.</param>
/// <param name="log">Is told of panics and probes.</param>
internal sealed class ListMaker(BackendState[] states, double panic, StateLog log)
{
    /// <summary>How often those who warm up get a little more.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private bool _inPanic;
    private int[] _weights = [.. states.Select(state => state.Weight)];

    /// <summary>Who is on the list from now on.</summary>
    public void Update(TimeSpan now)
    {
        foreach (BackendState state in states)
        {
            if (state.Ejection.State == EjectionState.Ejected && now >= state.Ejection.Until)
            {
                state.Ejection.BeginProbing();
                log.Probing(state.Backend);
            }
        }

        (Standing Standing, int Weight)[] standings = [.. states.Select(state => (state.StandingAt(now), state.Weight))];
        bool inPanic = Availability.IsPanic(standings, panic);
        if (inPanic != _inPanic)
        {
            _inPanic = inPanic;
            log.Panic(inPanic, standings.Count(one => one.Standing == Standing.Usable), states.Length, panic);
        }

        for (int place = 0; place < states.Length; place++)
        {
            Standing standing = standings[place].Standing;
            states[place].Revived = inPanic && standing is Standing.Ill or Standing.Probing;
            states[place].Listed = Availability.Includes(standing, inPanic);
        }
    }

    /// <summary>Whether the others can do without this one.</summary>
    public bool MayBeEjected(BackendState one, TimeSpan now, double most)
    {
        int ejected = states.Count(state => state.Ejection.State != EjectionState.InUse);
        int othersUsable = states.Count(state => state != one && state.Weight > 0 && state.StandingAt(now) == Standing.Usable);
        return EjectionCap.Allows(ejected, othersUsable, states.Length, most);
    }

    /// <summary>The weights, if they are not what they were.</summary>
    public IReadOnlyDictionary<Backend, int>? NewWeights(TimeSpan now)
    {
        double[] shares = [.. states.Select(state => state.ShareAt(now))];
        bool somebodyWarms = Array.Exists(shares, share => share < 1);
        int[] weights = [.. states.Select((state, place) => somebodyWarms ? SlowStart.Scaled(state.Weight, shares[place]) : state.Weight)];
        if (weights.AsSpan().SequenceEqual(_weights))
        {
            return null;
        }

        _weights = weights;
        return states.Zip(weights).ToDictionary(pair => pair.First.Backend, pair => pair.Second);
    }

    /// <summary>How long nothing will change by itself.</summary>
    public TimeSpan NextDue(TimeSpan now)
    {
        TimeSpan next = TimeSpan.MaxValue;
        foreach (BackendState state in states)
        {
            next = Earlier(next, state.Ejection.State == EjectionState.Ejected ? state.Ejection.Until : state.Ejection.ProbeUntil, now);
            next = Earlier(next, state.ShareAt(now) < 1 ? NextStep(state.WarmingSince!.Value, now) : null, now);
        }

        // A timer counts whole milliseconds, and must not come too early.
        return next == TimeSpan.MaxValue ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling((next - now).TotalMilliseconds)));
    }

    private static TimeSpan NextStep(TimeSpan since, TimeSpan now) => since + (Step * (1 + Math.Floor((now - since) / Step)));

    private static TimeSpan Earlier(TimeSpan one, TimeSpan? other, TimeSpan now) => other > now && other < one ? other.Value : one;
}
