namespace LearnLoadBalancer.Level5.Checks;

/// <summary>From single results of checks to a state: one result that says something else does not change it yet.</summary>
/// <remarks>
/// A check may fail because of one lost packet, and one may pass by chance. So it takes several in a row that say the
/// other thing. Only the very first decides alone: there is nothing to be careful about. HAProxy: <c>rise</c> and <c>fall</c>.
/// It knows of no socket and no clock. Not safe for several threads: each backend has one loop of checks.
/// </remarks>
/// <param name="rise">So many in a row that pass bring one up that is down. At least 1.</param>
/// <param name="fall">So many in a row that fail bring one down that is up. At least 1.</param>
internal sealed class HealthTracker(int rise, int fall)
{
    /// <summary>What is held to be true.</summary>
    public BackendHealth State { get; private set; }

    /// <summary>How many results in a row say otherwise. 0: the last one agrees.</summary>
    public int Contradictions { get; private set; }

    /// <summary>How many results in a row have failed since it is down. 0: the one before last still found it up, or the last one passed.</summary>
    public int FailuresWhileDown { get; private set; }

    /// <summary>Takes a result in.</summary>
    /// <returns>True when the state has changed.</returns>
    public bool Observe(bool success)
    {
        FailuresWhileDown = !success && State == BackendHealth.Down ? FailuresWhileDown + 1 : 0;

        // exercise 5.1: begin
        BackendHealth said = success ? BackendHealth.Up : BackendHealth.Down;
        if (said == State)
        {
            Contradictions = 0;
            return false;
        }

        int needed = State == BackendHealth.Unknown ? 1 : success ? rise : fall;
        if (++Contradictions < needed)
        {
            return false;
        }

        Contradictions = 0;
        State = said;
        return true;
        // exercise 5.1: end
    }
}
