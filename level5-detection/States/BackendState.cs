using System.Globalization;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Level5.Checks;
using LearnLoadBalancer.Level5.Ejection;
using LearnLoadBalancer.Level5.Options;

namespace LearnLoadBalancer.Level5.States;

/// <summary>All that is known of one backend. It is changed under the lock of <see cref="BackendStates"/>, except what says otherwise.</summary>
internal sealed class BackendState(WeightedBackend backend, DetectionOptions options)
{
    private volatile bool _listed;
    private volatile bool _revived;

    /// <summary>Which.</summary>
    public Backend Backend => backend.Backend;

    /// <summary>How much it can take, as the command line says.</summary>
    public int Weight => backend.Weight;

    /// <summary>What the checks say.</summary>
    public HealthTracker Health { get; } = new(options.Checks.Rise, options.Checks.Fall);

    /// <summary>What the requests say. Any thread may note one.</summary>
    public EjectionTracker Ejection { get; } = new(options.Ejection);

    /// <summary>The last check's result. Null: there was none.</summary>
    public CheckResult? LastCheck { get; set; }

    /// <summary>The result that has made the checks say what they say. A later one may contradict it. Null: there was none.</summary>
    public CheckResult? DecidedBy { get; set; }

    /// <summary>Why it is ejected, or was last.</summary>
    public string Reason { get; set; } = "";

    /// <summary>Since when it is back. Null: it was not away, or has its full share again.</summary>
    public TimeSpan? WarmingSince { get; set; }

    /// <summary>Until when nobody needs to be told again that it should be ejected and can't be.</summary>
    public TimeSpan SparedUntil { get; set; }

    /// <summary>Whether it is on the list. Any thread may ask.</summary>
    public bool Listed { get => _listed; set => _listed = value; }

    /// <summary>Whether it is ill and used all the same, since there is a panic. Any thread may ask.</summary>
    public bool Revived { get => _revived; set => _revived = value; }

    /// <summary>What it is good for now.</summary>
    public Standing StandingAt(TimeSpan now)
    {
        if (Health.State == BackendHealth.Up && Ejection.State == EjectionState.InUse)
        {
            return Standing.Usable;
        }

        // While somebody tries it, it is not on the list: else others would be sent there, and turned away at the door.
        bool mayBeProbed = Health.State == BackendHealth.Up && Ejection.State == EjectionState.Probing && !(Ejection.ProbeUntil > now);
        return mayBeProbed ? Standing.Probing
            : LastCheck is null ? Standing.Unknown
            : LastCheck.IsGone ? Standing.Gone
            : Standing.Ill;
    }

    /// <summary>How much of its weight counts now.</summary>
    public double ShareAt(TimeSpan now) =>
        WarmingSince is { } since && options.SlowStart is { } window ? SlowStart.ShareAt(now - since, window) : 1;

    /// <summary>What it does, and why, in words: <c>ejected for 4.2 s</c>, <c>5 failures in a row, the last one status 503</c>.</summary>
    public BackendStatus StatusAt(TimeSpan now)
    {
        string panic = Revived ? "used all the same: panic. " : "";
        string checks = LastCheck is null ? "" : $"check: {LastCheck.Detail}";
        return (Health.State, Ejection.State) switch
        {
            (BackendHealth.Unknown, _) => new(Backend, "unknown", "not checked yet"),
            (BackendHealth.Down, _) => new(Backend, "down", panic + checks),
            (_, EjectionState.Ejected) => new(Backend, $"ejected for {Seconds(Ejection.Until - now)}", panic + Reason),
            (_, EjectionState.Probing) => new(Backend, "probing", panic + Reason),
            _ when ShareAt(now) < 1 => new(Backend, string.Create(CultureInfo.InvariantCulture, $"warming {ShareAt(now) * 100:0} %"), checks),
            _ => new(Backend, "up", checks),
        };
    }

    /// <summary>A time as the log has it.</summary>
    public static string Seconds(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, time.TotalSeconds):0.0} s");
}
