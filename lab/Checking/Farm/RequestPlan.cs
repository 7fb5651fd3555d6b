namespace LearnLoadBalancer.Lab.Checking.Farm;

/// <summary>
/// One request that the client is going to send: how to know it again at a backend, and what the
/// backend shall do with it.
/// </summary>
internal sealed class RequestPlan(string token, string secret, BackendScript? script)
{
    private readonly Lock _lock = new();
    private readonly List<Arrival> _arrivals = [];
    private readonly TaskCompletionSource<Arrival> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Random, part of the path: by it the backend knows the request.</summary>
    public string Token => token;

    /// <summary>Random, part of the response: only who asks a backend can know it.</summary>
    public string Secret => secret;

    /// <summary>What the backend does. Null: it answers as the backends of the course do.</summary>
    public BackendScript? Script => script;

    /// <summary>Ends when the request has reached a backend.</summary>
    public Task<Arrival> FirstArrival => _first.Task;

    /// <summary>The backends that got it. A program that tries again elsewhere makes it more than one.</summary>
    public IReadOnlyList<Arrival> Arrivals
    {
        get
        {
            lock (_lock)
            {
                return [.. _arrivals];
            }
        }
    }

    /// <summary>The backend that got it last; 0 when none did.</summary>
    public int Backend => Arrivals is [.., var last] ? last.Backend : 0;

    /// <summary>The body that a backend answers with when it has no script.</summary>
    public string BodyFrom(int backend) => $"Response from Backend Server {backend}\n{secret}\n";

    public void Arrive(Arrival arrival)
    {
        lock (_lock)
        {
            _arrivals.Add(arrival);
        }

        _first.TrySetResult(arrival);
    }
}
