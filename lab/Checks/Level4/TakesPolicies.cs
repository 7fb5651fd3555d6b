using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Lab.Checks.Level4;

internal sealed class TakesPolicies : PolicyCheck
{
    public override string Id => "takes-policies";

    public override int Order => 10;

    public override string Title => "The program takes weights and a policy from its command line";

    public override string Hint =>
        "The checks of this level start the program again and again, each time with other options: --backend host:port,weight=N, "
        + "--policy weighted-round-robin, least-requests, ring-hash or power-of-two, --hash-key header:X-Key, and --sticky. Read the last line that it printed.";

    public override string Chapter => Chapters.Level4("try-it");

    public override IReadOnlyList<string> Needs => ["responds"];

    public override int Starts => Taken.Count;

    private static IReadOnlyList<PolicyPlan> Taken => [Plans.Weighted, Plans.Sticky, Plans.LeastRequests, Plans.Hash];

    public override async Task RunAsync(CheckContext context)
    {
        foreach (PolicyPlan plan in Taken)
        {
            await using PolicyProgram program = await PolicyProgram.StartAsync(context, plan);
            await program.AskAsync(context);
        }
    }
}
