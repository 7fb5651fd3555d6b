using System.Buffers;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Choosing;
using LearnLoadBalancer.Forwarding;
using LearnLoadBalancer.Health;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Level5.Checks;
using LearnLoadBalancer.Level5.Options;
using LearnLoadBalancer.Level5.States;
using LearnLoadBalancer.Policies;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Level5.States;

/// <summary>All of Level 5 but the sockets: what checks and requests say is told by the test, and the clock is turned by hand.</summary>
internal sealed class StatesRig : IDisposable
{
    public static readonly CheckResult Refused = new(CheckKind.Refused, "refused");
    public static readonly CheckResult Timeout = new(CheckKind.Timeout, "timeout after 2 s");

    public StatesRig(int backends, DetectionOptions? options = null, string policy = "round-robin")
    {
        WeightedBackend[] weighted = [.. Enumerable.Range(0, backends).Select(place => new WeightedBackend(Farm.At(place), 1))];
        Backends = [.. weighted.Select(one => one.Backend)];
        States = new BackendStates(weighted, options ?? new DetectionOptions(), Log, Time, new Random(20260101));
        Chooser = new BackendChooser(
            new BalancingOptions(weighted) { Policy = PolicyCatalog.Find(policy)! }, Backends, States, new OutageLog(States, Log), Time);
    }

    public Support.ManualTimeProvider Time { get; } = new();

    public CollectingLogger Log { get; } = new();

    public IReadOnlyList<Backend> Backends { get; }

    public BackendStates States { get; }

    public BackendChooser Chooser { get; }

    /// <summary>What the status page says of each, in order.</summary>
    public string Words => string.Join(", ", States.Describe().Select(one => one.State));

    /// <summary>The places of those on the list: "02".</summary>
    public string Listed => string.Concat(States.Available.Select(backend => Backends.ToList().IndexOf(backend)));

    /// <summary>All are found to be well, and requests may come.</summary>
    public StatesRig Start()
    {
        foreach (Backend backend in Backends)
        {
            States.Observe(backend, CheckResult.Ok);
        }

        Chooser.Start();
        States.Start(Chooser.Weights);
        return this;
    }

    /// <summary>So many checks of a backend have this result.</summary>
    public void Check(int place, CheckResult result, int times = 1)
    {
        for (; times > 0; times--)
        {
            States.Observe(Backends[place], result);
        }
    }

    /// <summary>A request comes.</summary>
    /// <returns>It is under way. Where to, says its <see cref="Visit.Place"/>.</returns>
    public Visit Enter()
    {
        var exchange = new JudgingExchange(ArrayPool<byte>.Shared, Chooser.InFlight, States);
        Backend? backend = exchange.Admission.Pick(Chooser, null!, exchange, default);
        return new Visit(this, exchange, backend is null ? -1 : Backends.ToList().IndexOf(backend));
    }

    /// <summary>A request comes, and gets the response that its backend has for everybody.</summary>
    /// <returns>Its backend's place, and the status. The place is -1 when there was nobody.</returns>
    public (int Place, int Status) Ask(Func<int, int> statusOf)
    {
        using Visit visit = Enter();
        int status = visit.Place < 0 ? 503 : statusOf(visit.Place);
        visit.Responds(status);
        return (visit.Place, status);
    }

    /// <summary>So many requests come, one after the other.</summary>
    /// <returns>How many each backend has got.</returns>
    public int[] AskMany(int requests, Func<int, int> statusOf)
    {
        var counts = new int[Backends.Count];
        for (; requests > 0; requests--)
        {
            counts[Ask(statusOf).Place]++;
        }

        return counts;
    }

    public void Turn(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    public void Dispose() => States.Dispose();

    /// <summary>A request that is under way.</summary>
    internal sealed class Visit(StatesRig rig, JudgingExchange exchange, int place) : IDisposable
    {
        /// <summary>Whose it is. -1: there was nobody.</summary>
        public int Place => place;

        /// <summary>Its response comes.</summary>
        public void Responds(int status) => Ends(new ForwardResult(ForwardStage.Done, CauseCode.None), status);

        /// <summary>It ends in another way.</summary>
        public void Fails(CauseCode cause) => Ends(new ForwardResult(ForwardStage.ResponseHead, cause), 0);

        /// <summary>The idle connection that it was sent on had ended.</summary>
        public void FindsItClosed() => Ends(new ForwardResult(ForwardStage.Request, CauseCode.BackendClosed, MayBeStale: true), 0);

        /// <inheritdoc/>
        public void Dispose()
        {
            exchange.Admission.Dispose();
            rig.States.Refresh(); // What the thread pool would do presently.
        }

        private void Ends(ForwardResult result, int status)
        {
            if (place >= 0)
            {
                exchange.Admission.Note(result, status);
                rig.States.Refresh();
            }
        }
    }
}
