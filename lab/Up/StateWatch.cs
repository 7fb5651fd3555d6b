namespace LearnLoadBalancer.Lab.Up;

/// <summary>Asks a level again and again how it sees its backends.</summary>
/// <param name="web">Asks.</param>
/// <param name="port">Where the level tells: its <c>--status</c>.</param>
internal sealed class StateWatch(LocalWeb web, int port)
{
    /// <summary>Often enough for an ejection of a second: it is seen to count down.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private static readonly Dictionary<string, SeenState> Nothing = [];

    private volatile IReadOnlyDictionary<string, SeenState> _states = Nothing;

    /// <summary>How the level saw a backend when it was asked last.</summary>
    /// <param name="address">The backend, as the level was told of it: <c>localhost:9001</c>.</param>
    public SeenState Of(string address) => _states.GetValueOrDefault(address, SeenState.NotTold);

    /// <summary>Asks once.</summary>
    /// <returns>Whether there is news.</returns>
    public async Task<bool> AskAsync(CancellationToken cancel)
    {
        IReadOnlyDictionary<string, SeenState> before = _states;
        _states = await web.GetStatesAsync(port, cancel) ?? Nothing;
        return _states.Count != before.Count || _states.Except(before).Any();
    }

    /// <summary>Asks until told to end.</summary>
    public async Task RunAsync(Action onNews, CancellationToken end)
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(end))
            {
                if (await AskAsync(end))
                {
                    onNews();
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // That is the end.
        }
    }
}
