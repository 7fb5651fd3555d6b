using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Choosing;
using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Forwarding;
using LearnLoadBalancer.Level5.Ejection;

namespace LearnLoadBalancer.Level5.States;

/// <summary>One request's way in at a backend, and what it says of it afterwards: once for each attempt.</summary>
/// <remarks>
/// A request may be the one that finds out whether a backend works again, and others wait for that. So it must give its
/// place back, however it ends: like a <c>Lease</c>, this is made once for each exchange, and released by a <c>using</c>.
/// </remarks>
internal sealed class Admission(BackendStates states) : IDisposable
{
    private BackendState? _state;
    private long _ticket;
    private int _stint;

    /// <summary>Picks a backend, until one lets the request in.</summary>
    /// <returns>Null when there is nobody, or nobody left.</returns>
    /// <remarks>
    /// The first one does, nearly always. But the list may be older than the news that its backend is ejected; and of
    /// several requests that pick one that is to be tried, one may go in.
    /// </remarks>
    public Backend? Pick(BackendChooser chooser, ClientConnection client, Exchange exchange, RequestTraits traits)
    {
        Dispose(); // At the one before, it is done.
        while (chooser.Pick(client, exchange, traits) is { } backend)
        {
            _state = states.Of(backend);
            _stint = _state.Ejection.Stint;
            if (states.TryEnter(_state, out _ticket))
            {
                return backend;
            }

            exchange.Tried.Add(backend, dialled: TimeSpan.Zero);
        }

        return null;
    }

    /// <summary>What an attempt says of the backend. That all is well, as nearly always, changes nothing and writes nothing.</summary>
    public void Note(in ForwardResult result, int status)
    {
        if (_ticket == 0 && _stint != _state!.Ejection.Stint)
        {
            return; // It was sent before the backend was ejected, and the backend is back by now: that would be news of another time.
        }

        Judgement judgement = AttemptJudge.Of(result, status);
        if (judgement == Judgement.None || (judgement == Judgement.Good && _ticket == 0 && _state!.Ejection.IsQuiet))
        {
            return;
        }

        bool failure = judgement == Judgement.Bad;
        states.Note(_state!, failure, _ticket, failure ? AttemptJudge.Describe(result, status) : "");
        _ticket = 0;
    }

    /// <summary>The request is done with its backend.</summary>
    public void Dispose()
    {
        if (_ticket != 0)
        {
            states.LeaveProbe(_state!, _ticket);
            _ticket = 0;
        }
    }
}
