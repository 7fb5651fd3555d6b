using System.Globalization;
using LearnLoadBalancer.Lab.Backends;

namespace LearnLoadBalancer.Lab.Race.Live;

/// <summary>
/// What a backend of a live race does with its requests: the very server of the simulation, on a real clock. It waits
/// instead of working, so that ten backends fit on a laptop and take no processor from the balancer.
/// </summary>
/// <remarks>
/// A timer is late by a millisecond or so. If each work began when the timer of the one before it fired, a server
/// that is always busy would be slower than it should be, by 5 % with requests of 20 ms. So time is caught up with:
/// what should have happened by now happens in its order, and with the times that it should have had.
/// </remarks>
/// <param name="place">Which of the scenario's servers it is.</param>
/// <param name="model">Its workers and its queue.</param>
/// <param name="requests">All requests, by number.</param>
/// <param name="clock">The time of the race.</param>
internal sealed class LiveServer(int place, SimulatedServer model, IReadOnlyList<LiveRequest> requests, RaceClock clock) : IResponses
{
    private const string WorkPath = "/work/";

    private static readonly Response Ready = Response.Line("200 OK", "ready");
    private static readonly Response Done = Response.Line("200 OK", "done");
    private static readonly Response Full = Response.Line("503 Service Unavailable", "full");

    private readonly Lock _lock = new();
    private readonly PriorityQueue<LiveRequest, long> _finishes = new();

    /// <summary>Where a client asks for the work of a request.</summary>
    public static string PathOf(RaceRequest request) => string.Create(CultureInfo.InvariantCulture, $"{WorkPath}{request.Number}");

    /// <inheritdoc/>
    public async ValueTask<Response> ToAsync(RequestHead request, long bodyLength)
    {
        if (!request.Path.StartsWith(WorkPath, StringComparison.Ordinal))
        {
            return Ready; // Somebody wants to know whether we are here.
        }

        LiveRequest work = requests[int.Parse(request.Path.AsSpan(WorkPath.Length), NumberStyles.None, CultureInfo.InvariantCulture)];
        Take(work);
        return await work.Work ? Done : Full;
    }

    /// <summary>All that should have happened by now happens: work is done, and the next is begun.</summary>
    public void CatchUp()
    {
        lock (_lock)
        {
            PlayUntil(clock.Now);
        }
    }

    private void Take(LiveRequest work)
    {
        lock (_lock)
        {
            long now = clock.Now;
            PlayUntil(now);
            if (!work.TryReach(place, now))
            {
                throw new OperationCanceledException("Nobody waits for it, or somebody sent it twice.");
            }

            if (!model.TryTake(work.Request, now, out long? finish))
            {
                work.Finish(done: false);
            }
            else if (finish is { } time)
            {
                _finishes.Enqueue(work, time);
            }
        }
    }

    private void PlayUntil(long now)
    {
        while (_finishes.TryPeek(out LiveRequest? work, out long finish) && finish <= now)
        {
            _finishes.Dequeue();
            work.Finish(done: true);
            if (model.TakeNext(finish) is (var next, var time))
            {
                _finishes.Enqueue(requests[next.Number], time);
            }
        }
    }
}
