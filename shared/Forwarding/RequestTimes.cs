namespace LearnLoadBalancer.Forwarding;

/// <summary>When what happened to a request. Looking at the clock is not free, so it is done only for those who have asked.</summary>
internal sealed class RequestTimes
{
    private TimeProvider? _clock;

    /// <summary>When the request was about to be sent: a timestamp of the clock. 0: it was not, or nobody has asked.</summary>
    public long SentAt { get; private set; }

    /// <summary>When the response's head had come. 0: it has not.</summary>
    public long ResponseHeadAt { get; private set; }

    /// <summary>Somebody wants to know the times of the next attempt.</summary>
    /// <param name="clock">To look at.</param>
    public void Ask(TimeProvider clock)
    {
        _clock = clock;
        SentAt = ResponseHeadAt = 0;
    }

    /// <summary>The request is about to be sent.</summary>
    public void NoteRequest() => SentAt = _clock?.GetTimestamp() ?? 0;

    /// <summary>The response's head has come.</summary>
    public void NoteResponseHead() => ResponseHeadAt = _clock?.GetTimestamp() ?? 0;

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        _clock = null;
        SentAt = ResponseHeadAt = 0;
    }
}
