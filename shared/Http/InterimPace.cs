namespace LearnLoadBalancer.Http;

/// <summary>How quickly interim responses (1xx) come: no more than <see cref="Most"/> in any <see cref="Window"/>.</summary>
/// <remarks>
/// One 100 and a few 103 are usual, and a backend that works for long says <c>102 Processing</c> now and then, which
/// keeps everybody patient. One that sends them without end and without a pause would only keep us busy.
/// </remarks>
internal sealed class InterimPace(TimeProvider time)
{
    /// <summary>As many in a window: 16.</summary>
    public const int Most = 16;

    /// <summary>How long a window is: 10 s.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly long[] _last = new long[Most];
    private int _count;

    /// <summary>Notes one more.</summary>
    /// <returns>False when that is one too many.</returns>
    public bool TryNote()
    {
        int slot = _count++ % Most;
        if (_count > Most && time.GetElapsedTime(_last[slot]) < Window)
        {
            return false;
        }

        _last[slot] = time.GetTimestamp();
        return true;
    }
}
