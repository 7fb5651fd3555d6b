using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Faults;
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
    private static readonly Roster Nobody = new([], new Dictionary<Backend, int>());

    private readonly Lock _refreshing = new();
    private readonly IAvailability _availability;
    private readonly OutageLog _outages;
    private readonly TimeProvider _time;
    private readonly ILoadBalancingPolicy _policy;

    // Turns of its own for those who need a second backend. Taken from _policy, they would move its turn
    // on, and always to the same place: one neighbour of a dead backend would get everything.
    private readonly ILoadBalancingPolicy _secondChoice;
    private readonly HashKey? _hashKey;
    private readonly Latencies? _latencies;
    private readonly StickySessions? _sticky;
    private volatile Roster _roster = Nobody;

    /// <param name="balancing">How to choose.</param>
    /// <param name="backends">All that there are, in order.</param>
    /// <param name="availability">Who may be used.</param>
    /// <param name="outages">Hears when somebody could be chosen.</param>
    /// <param name="time">The clock that latencies are measured with.</param>
    public BackendChooser(
        BalancingOptions balancing, IReadOnlyList<Backend> backends, IAvailability availability, OutageLog outages, TimeProvider time)
    {
        _availability = availability;
        _outages = outages;
        _time = time;
        Weights = new BackendWeights(balancing.Backends.Select(weighted => (weighted.Backend, weighted.Weight)));

        // The policy, and the tables that it looks at. What it does not look at is not kept up.
        InFlight = new InFlight(backends);
        var latencies = new Latencies(backends, time);
        _latencies = balancing.Policy.WantsLatencies ? latencies : null;
        var parts = new PolicyParts(InFlight, latencies, Random.Shared, balancing.LoadBound);
        _policy = balancing.Policy.Create(parts);
        _secondChoice = balancing.Policy.Hashes ? _policy : balancing.Policy.Create(parts); // A hash takes no turns.
        _hashKey = balancing.Policy.Hashes ? balancing.HashKey : null;
        _sticky = balancing.Sticky is { } sticky ? new StickySessions(sticky, backends) : null;
    }

    /// <summary>Who has how many requests at the moment.</summary>
    public InFlight InFlight { get; }

    /// <summary>Who counts how much. It may be changed while requests run.</summary>
    public BackendWeights Weights { get; }

    /// <summary>Makes the first roster, and from now on a new one whenever there is news.</summary>
    public void Start()
    {
        _availability.Changed += Refresh;
        Weights.Changed += Refresh;
        Refresh();
    }

    /// <summary>What the choice of a backend may depend on. Nothing is looked for that nobody asks for.</summary>
    /// <param name="client">Who asks.</param>
    /// <param name="exchange">The prepared request: what its backend will see is what counts.</param>
    public RequestTraits Classify(ClientConnection client, Exchange exchange)
    {
        var head = new WrittenHead(exchange.Output.Written.Span);
        return new RequestTraits(_hashKey?.Of(head, client.Address), _sticky?.Find(head));
    }

    /// <summary>A session stays at home, also where its backend drains. All else is for the policy.</summary>
    /// <returns>Null when there is nobody, or nobody left.</returns>
    public Backend? Pick(ClientConnection client, Exchange exchange, RequestTraits traits)
    {
        Fault.At(FaultStep.Pick);
        Roster roster = _roster;
        var context = new PickContext(traits.Key, exchange.Tried.Backends);
        if (traits.Home is { } home)
        {
            return _availability.IsUsable(home) && !context.HasTried(home)
                ? home
                : _sticky!.FindNewHome(home, client.Address, roster, context);
        }

        Backend? picked = (exchange.Tried.Count == 0 ? _policy : _secondChoice).Pick(roster, context);
        if (picked is not null)
        {
            _outages.NoteChosen(); // Sessions at home say nothing of that: they go on while everybody drains.
        }

        return picked;
    }

    /// <summary>Before an attempt: what its response needs beyond what the backend says, and the time, if anybody wants to know.</summary>
    public void BeginAttempt(Exchange exchange, Backend backend, RequestTraits traits)
    {
        // A session that is new, or has to move, gets a cookie. With the next request it comes back to here.
        exchange.ExtraResponseFields = _sticky?.LineFor(backend, traits.Home) ?? default;
        if (_latencies is not null)
        {
            exchange.Times.Ask(_time);
        }
    }

    /// <summary>What an attempt says of how quick the backend is: how long it took until it began to answer.</summary>
    /// <remarks>The rest of a response takes as long as its reader does.</remarks>
    public void EndAttempt(Exchange exchange, Backend backend, in ForwardResult result, NextTry next)
    {
        // A connection that was closed while it lay idle says nothing of the backend. The resend will.
        if (_latencies is null || next == NextTry.SameBackend)
        {
            return;
        }

        PeakEwma latency = _latencies.Of(backend);
        if (result.Stage == ForwardStage.Connect)
        {
            // It could not be reached. That, too, is quick as a rule.
            latency.ObserveFailure(result.Cause == CauseCode.ConnectTimeout ? BackendConnector.DefaultLimit : TimeSpan.Zero);
            return;
        }

        // A client that was still uploading would be measured itself.
        bool answered = exchange.Times.ResponseHeadAt > 0;
        bool atHand = exchange.Upload.IsAtHand;
        long until = answered ? exchange.Times.ResponseHeadAt : _time.GetTimestamp();
        TimeSpan elapsed = atHand ? _time.GetElapsedTime(exchange.Times.SentAt, until) : TimeSpan.Zero;
        if (!result.Succeeded && result.Side == Side.Backend)
        {
            latency.ObserveFailure(elapsed);
        }
        else if (answered && atHand)
        {
            latency.Observe(elapsed);
        }
        else if (!answered)
        {
            latency.ObserveAtLeast(elapsed); // The client has left, and knows why.
        }
    }

    /// <summary>Who is available, or who counts how much, has changed.</summary>
    /// <remarks>
    /// Whoever brings the news does the work; requests go on with the roster before. What is new is read inside
    /// the lock: so who comes in last has read last, and an older roster can never replace a newer one.
    /// </remarks>
    private void Refresh()
    {
        lock (_refreshing)
        {
            var roster = new Roster(_availability.Available, Weights.Current);
            _policy.Prepare(roster);
            _secondChoice.Prepare(roster);
            _roster = roster;
        }
    }
}
