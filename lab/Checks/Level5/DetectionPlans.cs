using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Lab.Checks.Level5;

/// <summary>How the checks have the program started. This, and no more than at Level 4, a stranger's program must understand.</summary>
internal static class DetectionPlans
{
    /// <summary>The page that a check asks for.</summary>
    public const string Page = "/health";

    /// <summary>So many failures in a row are too many.</summary>
    public const int EjectAfter = 3;

    /// <summary>How long a backend that comes back takes to get its full share.</summary>
    public static readonly TimeSpan SlowStart = TimeSpan.FromSeconds(4);

    /// <summary>Everything at once, to see whether the program takes it.</summary>
    public static PolicyPlan All { get; } =
        new("--check-path", Page, "--check-interval", "200ms", "--rise", "2", "--fall", "3", "--eject-after", "3", "--slow-start", "4s", "--policy", "weighted-round-robin");

    /// <summary>Checks that come often, and are not believed at once.</summary>
    public static PolicyPlan Careful { get; } = new("--check-path", Page, "--check-interval", "200ms", "--rise", "2", "--fall", "3");

    /// <summary>Checks that come often, and are believed at once.</summary>
    public static PolicyPlan Quick { get; } = new("--check-path", Page, "--check-interval", "100ms", "--rise", "1", "--fall", "1");

    /// <summary>The same, for backends that come back slowly.</summary>
    public static PolicyPlan Slow { get; } = new([.. Quick.Options, "--slow-start", "4s", "--policy", "weighted-round-robin"]);

    /// <summary>Requests say who is well, and a check comes once at the start.</summary>
    public static PolicyPlan Passive { get; } = new("--check-interval", "60s", "--eject-after", "3");

    /// <summary>Requests say who is well, and checks that come often say otherwise.</summary>
    public static PolicyPlan Both { get; } = new("--check-path", Page, "--check-interval", "200ms", "--eject-after", "3");
}
