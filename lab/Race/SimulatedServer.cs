namespace LearnLoadBalancer.Lab.Race;

/// <summary>A server as queueing theory draws it: some workers, and a queue in front of them.</summary>
/// <param name="server">What it is like.</param>
/// <param name="stalls">When it stands still.</param>
internal sealed class SimulatedServer(RaceServer server, IReadOnlyList<(long From, long To)> stalls)
{
    private readonly Queue<RaceRequest> _queue = new();
    private int _working;

    /// <summary>Requests sent here, refused ones included.</summary>
    public int Requests { get; private set; }

    /// <summary>Takes a request: works on it at once, lets it wait, or refuses it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="now">The time.</param>
    /// <param name="finish">When it will be done, if the work begins now.</param>
    /// <returns>False when it is refused: the queue is full.</returns>
    public bool TryTake(RaceRequest request, long now, out long? finish)
    {
        Requests++;
        finish = null;
        if (_working < RaceServer.Workers)
        {
            _working++;
            finish = FinishOf(request, now);
        }
        else if (_queue.Count < RaceServer.LongestQueue)
        {
            _queue.Enqueue(request);
        }
        else
        {
            return false;
        }

        return true;
    }

    /// <summary>A worker is done and takes the next from the queue. Those whose client has given up are thrown away.</summary>
    /// <returns>The next, and when it will be done; null when nothing waits.</returns>
    public (RaceRequest Request, long Finish)? TakeNext(long now)
    {
        while (_queue.TryDequeue(out RaceRequest? next))
        {
            if (!next.Over)
            {
                return (next, FinishOf(next, now));
            }
        }

        _working--;
        return null;
    }

    private long FinishOf(RaceRequest request, long start)
    {
        long finish = start + (long)(request.Cost / server.Speed);
        foreach ((long from, long to) in stalls)
        {
            if (from < finish && to > start)
            {
                finish += to - Math.Max(from, start); // While the server stalls, the work does not get on.
            }
        }

        return finish;
    }
}
