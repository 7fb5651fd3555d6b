namespace LearnLoadBalancer.Level5.Ejection;

/// <summary>How many of a backend's requests have failed in a stretch of time that begins with a failure.</summary>
/// <remarks>
/// As long as nothing fails there is no window, and a success has nothing to count: that is the common case, and costs
/// one read. When and how many share 64 bits, so one compare-and-swap changes both, and no lock is needed.
/// </remarks>
/// <param name="length">How long it is.</param>
internal sealed class FailureWindow(TimeSpan length)
{
    /// <summary>20 bits each for the two counts. What is more begins a new window.</summary>
    private const int CountBits = 20;
    private const long CountMask = (1L << CountBits) - 1;

    /// <summary>The beginning, in units of 10 ms; 24 bits hold two days, and the difference does not mind that they wrap.</summary>
    private const int UnitMilliseconds = 10;
    private const long TimeMask = (1L << 24) - 1;

    private readonly long _length = (long)length.TotalMilliseconds / UnitMilliseconds;
    private long _state;

    /// <summary>Whether there is one, so that successes count.</summary>
    public bool IsOpen => Volatile.Read(ref _state) != 0;

    /// <summary>Counts a request.</summary>
    /// <returns>What the window holds with it; nothing if there is no window.</returns>
    public (int Failures, int Requests) Count(bool failure, TimeSpan now)
    {
        long time = (long)(now.TotalMilliseconds / UnitMilliseconds) & TimeMask;
        while (true)
        {
            long seen = Volatile.Read(ref _state);
            long requests = seen & CountMask;
            long failures = (seen >> CountBits) & CountMask;
            bool over = seen == 0 || requests == CountMask || ((time - (seen >> (2 * CountBits))) & TimeMask) >= _length;
            long next = !over ? Pack(seen >> (2 * CountBits), failures + (failure ? 1 : 0), requests + 1)
                : failure ? Pack(time, 1, 1)
                : 0;
            if (Interlocked.CompareExchange(ref _state, next, seen) == seen)
            {
                return ((int)((next >> CountBits) & CountMask), (int)(next & CountMask));
            }
        }
    }

    /// <summary>Forgets it.</summary>
    public void Close() => Volatile.Write(ref _state, 0);

    private static long Pack(long time, long failures, long requests) =>
        ((time & TimeMask) << (2 * CountBits)) | (failures << CountBits) | requests;
}
