using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Forwarding;
using LearnLoadBalancer.Hashing;
using LearnLoadBalancer.Health;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Policies;
using LearnLoadBalancer.Sticky;
using LearnLoadBalancer.Tables;

namespace LearnLoadBalancer.Choosing;

/// <summary>Who gets a request: the backend where its session lives or has to move to, or the one that the policy picks.</summary>
/// <remarks>It also feeds what policies look at: what a request's key is, and how long responses took, or did not come.</remarks>
internal sealed class BackendChooser
{
    private readonly HealthMap _health;
    private readonly OutageLog _outages;
    private readonly TimeProvider _time;
    private volatile IReadOnlyList<Backend> _available = [];
    private readonly ILoadBalancingPolicy _policy;

    // Turns of its own for those who need a second backend. Taken from _policy, they would move its turn
    // on, and always to the same place: one neighbour of a dead backend would get everything.
    private readonly ILoadBalancingPolicy _secondChoice;
    private readonly HashKey? _hashKey;
    private readonly Latencies? _latencies;
    private readonly StickySessions? _sticky;

    /// <param name="balancing">How to choose.</param>
    /// <param name="backends">All that there are, in order.</param>
    /// <param name="health">Who is up.</param>
    /// <param name="outages">Hears when somebody could be chosen.</param>
    /// <param name="time">The clock that latencies are measured with.</param>
    public BackendChooser(BalancingOptions balancing, IReadOnlyList<Backend> backends, HealthMap health, OutageLog outages, TimeProvider time)
    {
        _health = health;
        _outages = outages;
        _time = time;

        // The policy, and the tables that it looks at. What it does not look at is not kept up.
        InFlight = new InFlight(backends);
        var latencies = new Latencies(backends, time);
        _latencies = balancing.Policy.WantsLatencies ? latencies : null;
        var weights = new BackendWeights(balancing.Backends.Select(weighted => (weighted.Backend, weighted.Weight)));
        var parts = new PolicyParts(weights, InFlight, latencies, Random.Shared, balancing.LoadBound);
        _policy = balancing.Policy.Create(parts);
        _secondChoice = balancing.Policy.Hashes ? _policy : balancing.Policy.Create(parts); // A hash takes no turns.
        _hashKey = balancing.Policy.Hashes ? balancing.HashKey : null;
        _sticky = balancing.Sticky is { } sticky ? new StickySessions(sticky, backends, weights) : null;
    }

    /// <summary>Who has how many requests at the moment.</summary>
    public InFlight InFlight { get; }

    /// <summary>Who is healthy has changed. Lets the policies get ready for the new list, and only then shows it to the requests.</summary>
    public void Refresh()
    {
        IReadOnlyList<Backend> available = _health.Available;
        _policy.Prepare(available);
        _secondChoice.Prepare(available);
        _available = available;
    }

    /// <summary>What the choice of a backend may depend on. Nothing is looked for that nobody asks for.</summary>
    public (ulong? Key, Backend? Home) Classify(ClientConnection client, RequestHead request)
    {
        ReadOnlySpan<byte> head = client.Input.Unread[..request.Length];
        return (_hashKey?.Of(request, head, client.Address), _sticky?.Find(request, head));
    }

    /// <summary>A resend stays where it was, a session at home, also where a backend drains. All else is for the policy.</summary>
    /// <param name="client">Whose request it is.</param>
    /// <param name="exchange">The request.</param>
    /// <param name="key">What it is hashed by.</param>
    /// <param name="home">Where its session lives.</param>
    /// <param name="again">For a resend: where it was. It has had its turn; another one would be at a neighbour's expense.</param>
    public Backend? Pick(ClientConnection client, Exchange exchange, ulong? key, Backend? home, Backend? again)
    {
        IReadOnlyList<Backend> available = _available;
        var context = new PickContext(key, exchange.Tried);
        Backend? wanted = again ?? home;
        return wanted is not null && _health.IsHealthy(wanted) && !context.HasTried(wanted) ? wanted
            : home is not null ? _sticky!.FindNewHome(home, client.Address, available, context)
            : AskPolicy(exchange.Tried.Count == 0 ? _policy : _secondChoice, available, context);
    }

    /// <summary>Before a response comes: what it needs beyond what the backend says.</summary>
    /// <returns>When the request was sent, if anybody wants to know.</returns>
    public long BeginResponse(Exchange exchange, Backend backend, Backend? home)
    {
        // A session that is new, or has to move, gets a cookie. With the next request it comes back to here.
        exchange.ExtraResponseFields = _sticky?.LineFor(backend, home) ?? default;
        exchange.ResponseHeadAt = 0;
        exchange.TimesResponse = _latencies is not null;
        return exchange.TimesResponse ? _time.GetTimestamp() : 0;
    }

    /// <summary>What an attempt says of how quick the backend is: how long it took until it began to answer.</summary>
    /// <remarks>The rest of a response takes as long as its reader does.</remarks>
    public void NoteOutcome(Exchange exchange, Backend backend, ForwardResult result, long sentAt)
    {
        // A connection that was closed while it lay idle says nothing of the backend. The resend will.
        if (_latencies is null || result.CanResend)
        {
            return;
        }

        // A client that was still uploading would be measured itself.
        bool answered = exchange.ResponseHeadAt > 0;
        long until = answered ? exchange.ResponseHeadAt : _time.GetTimestamp();
        TimeSpan elapsed = exchange.BodyAtHand ? _time.GetElapsedTime(sentAt, until) : TimeSpan.Zero;
        if (!result.Succeeded && result.Side == Side.Backend)
        {
            _latencies.Of(backend).ObserveFailure(elapsed);
        }
        else if (answered && exchange.BodyAtHand)
        {
            _latencies.Of(backend).Observe(elapsed);
        }
        else if (!answered)
        {
            _latencies.Of(backend).ObserveAtLeast(elapsed); // The client has left, and knows why.
        }
    }

    /// <summary>The backend could not be reached. That, too, is quick as a rule.</summary>
    public void NoteUnreachable(Backend backend, ForwardResult result) => _latencies?.Of(backend).ObserveFailure(
        result.Cause == CauseCode.ConnectTimeout ? BackendConnector.DefaultLimit : TimeSpan.Zero);

    private Backend? AskPolicy(ILoadBalancingPolicy policy, IReadOnlyList<Backend> available, in PickContext context)
    {
        Backend? picked = policy.Pick(available, context);
        if (picked is not null)
        {
            _outages.NoteChosen(); // Sessions at home say nothing of that: they go on while everybody drains.
        }

        return picked;
    }
}
