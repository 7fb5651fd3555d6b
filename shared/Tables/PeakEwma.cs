namespace LearnLoadBalancer.Tables;

/// <summary>One backend's latency as a moving average that believes bad news at once and good news slowly.</summary>
/// <remarks>
/// A sample above the average replaces it (the peak); one below pulls it down, the more the longer ago
/// the last one was. Reading lets time pass as well: a backend that gets nothing because it was slow
/// looks better and better, until somebody tries it again. Finagle's rule, see <c>PeakEwmaPolicy</c>.
/// <para>
/// Value and time must change together. They share 64 bits, so one compare-and-swap does, and no lock:
/// above a float with the microseconds, below the time in units of 100 µs. Samples of the same unit count
/// only if they are peaks.
/// </para>
/// </remarks>
/// <param name="time">The clock.</param>
/// <param name="memory">After so long a sample has lost 63 % of its say. Finagle's default is 10 s.</param>
internal sealed class PeakEwma(TimeProvider time, TimeSpan memory)
{
    /// <summary>
    /// What a failure counts as, if it did not take longer: one second. Failing is quicker than any work, so
    /// measured like a response it would be the best news of all. Long for nearly every service, and after half
    /// a minute of the usual memory it has faded to a twentieth: then somebody tries again. Where good responses
    /// take longer than that it is too little, and only counting failures apart helps, which is Level 5.
    /// </summary>
    public static readonly TimeSpan FailurePenalty = TimeSpan.FromSeconds(1);

    private const int UnitsPerSecond = 10_000;

    /// <summary>
    /// Another thread may have written a later time than we read just before: by so much at most, 10 s. What
    /// seems to lie further ahead is old.
    /// </summary>
    private const uint MostAhead = 10 * UnitsPerSecond;

    private readonly double _memory = memory.TotalSeconds * UnitsPerSecond;
    private long _state;

    /// <summary>The average now, in microseconds. 0: nothing is known yet.</summary>
    public double Microseconds
    {
        get
        {
            long state = Volatile.Read(ref _state);
            return ValueOf(state) * Remaining(state, Now());
        }
    }

    /// <summary>Nobody waited for the response any longer: it would have taken at least so long.</summary>
    /// <remarks>
    /// As good news that would be a lie, since a client that leaves at once says nothing of the backend. As bad
    /// news it is true, and of a backend that hangs there is no other.
    /// </remarks>
    public void ObserveAtLeast(TimeSpan elapsed)
    {
        if (elapsed.TotalMicroseconds > Microseconds)
        {
            Observe(elapsed);
        }
    }

    /// <summary>The backend failed, after so long.</summary>
    public void ObserveFailure(TimeSpan elapsed) => Observe(elapsed > FailurePenalty ? elapsed : FailurePenalty);

    /// <summary>Takes a sample in: a response came, after so long.</summary>
    public void Observe(TimeSpan latency)
    {
        float sample = Math.Max((float)latency.TotalMicroseconds, 1);
        int now = Now();
        long seen;
        long next;
        do
        {
            seen = Volatile.Read(ref _state);
            float value = ValueOf(seen);
            double keep = Remaining(seen, now);
            float average = sample > value ? sample : (float)((value * keep) + (sample * (1 - keep)));
            next = ((long)BitConverter.SingleToInt32Bits(average) << 32) | (uint)now;
        }
        while (Interlocked.CompareExchange(ref _state, next, seen) != seen);
    }

    private static float ValueOf(long state) => BitConverter.Int32BitsToSingle((int)(state >> 32));

    /// <summary>The share of the old value that is left.</summary>
    private double Remaining(long state, int now)
    {
        // The clock's 32 bits wrap after five days; the difference does not mind, as long as it has no sign: else
        // what is more than two and a half days old would look as if it were still to come.
        uint age = (uint)(now - (int)state);
        return age > uint.MaxValue - MostAhead ? 1 : Math.Exp(-age / _memory);
    }

    private int Now() => (int)(time.GetElapsedTime(0).Ticks / (TimeSpan.TicksPerSecond / UnitsPerSecond));
}
