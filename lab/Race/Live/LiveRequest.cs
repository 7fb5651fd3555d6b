namespace LearnLoadBalancer.Lab.Race.Live;

/// <summary>A request that is really sent, and what became of it. Clients and backends see the same object: both are in the lab.</summary>
/// <param name="request">When it comes, what it costs, and whose it is.</param>
internal sealed class LiveRequest(RaceRequest request)
{
    private readonly TaskCompletionSource<bool> _work = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _outcome;
    private int _reached;

    public RaceRequest Request => request;

    /// <summary>When its client began to send it.</summary>
    public long SentAt { get; set; }

    /// <summary>When it got to a backend, which <see cref="RaceRequest.Server"/> names.</summary>
    public long ReachedAt { get; private set; }

    /// <summary>When its client had its response, or gave up.</summary>
    public long EndedAt { get; private set; }

    /// <summary>What became of it.</summary>
    public LiveOutcome Outcome => (LiveOutcome)Volatile.Read(ref _outcome);

    /// <summary>What its backend waits for: true when the work is done, false when it is refused. Cancelled when nobody wants it any more.</summary>
    public Task<bool> Work => _work.Task;

    /// <summary>It has got to a backend.</summary>
    /// <returns>False when it has been at one before, or its client has left: then there is nothing to do for it.</returns>
    public bool TryReach(int server, long now)
    {
        if (Interlocked.Exchange(ref _reached, 1) != 0)
        {
            return false;
        }

        request.Server = server;
        ReachedAt = now;
        return Outcome == LiveOutcome.Open;
    }

    /// <summary>Its backend is done with it.</summary>
    public void Finish(bool done) => _work.TrySetResult(done);

    /// <summary>
    /// Its client is done with it. Only the first word counts: a response may come just when the client gives up. And what
    /// comes after that has not come, even if the lab itself was too late to look at the clock.
    /// </summary>
    /// <returns>True when this was the first.</returns>
    public bool TryEnd(LiveOutcome outcome, long now)
    {
        if (now >= request.Arrival + RaceRun.Patience.Ticks)
        {
            outcome = LiveOutcome.TimedOut;
        }

        if (Interlocked.CompareExchange(ref _outcome, (int)outcome, (int)LiveOutcome.Open) != (int)LiveOutcome.Open)
        {
            return false;
        }

        EndedAt = now;
        request.Over = true; // A queue throws it away when its turn comes.
        _work.TrySetCanceled();
        return true;
    }
}
