using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Lab.Checks.Level4;

/// <summary>What the checks of Level 4 have in common: each starts the program once more, with options of its own.</summary>
internal abstract class PolicyCheck : Check
{
    public override int Level => 4;

    public override IReadOnlyList<string> Needs => ["takes-policies"];

    /// <summary>The program that they start finds all backends up, whatever the first one knows of them.</summary>
    public override bool NeedsAllBackends => false;

    public override int Starts => 1;

    public override TimeSpan Limit(TimeSpan grace) => (3 * grace) + TimeSpan.FromSeconds(60);
}
