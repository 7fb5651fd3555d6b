using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Farm;

namespace LearnLoadBalancer.Lab.Checks.Level5;

internal sealed class TakesDetection : DetectionCheck
{
    /// <summary>One may come of a program that asks only at its start.</summary>
    private const int Enough = 2;

    public override string Id => "takes-detection";

    public override int Order => 10;

    public override string Title => "The program takes the options of its checks, and asks each backend for its health, again and again";

    public override string Hint =>
        "The checks of this level start the program again and again, each time with other options: --check-path /health, "
        + "--check-interval 200ms, --rise N, --fall N, --eject-after N and --slow-start 4s. Read the last line that it printed. If it takes them all: "
        + "a check with a path is a GET for it, on a connection of its own, every interval and not only at the start.";

    public override string Chapter => Chapters.Level5("active-checks");

    public override IReadOnlyList<string> Needs => ["responds"];

    protected override PolicyPlan Plan => DetectionPlans.All;

    protected override async Task<bool> TryAsync(CheckContext context, PolicyProgram program)
    {
        await program.AskAsync(context);
        HealthPage[] pages = [.. context.Backends.All.Select(backend => new HealthPage(backend))];
        context.Step($"Wait for two of GET {DetectionPlans.Page} at each backend");
        await context.WaitUntilAsync(() => pages.All(page => page.Asked >= Enough), context.Grace);
        foreach ((ScriptedBackend backend, HealthPage page) in context.Backends.All.Zip(pages))
        {
            if (page.Asked < Enough)
            {
                throw new CheckFailedException($"{Enough} requests for {DetectionPlans.Page} at backend {backend.Number} within {context.GraceText}", $"{page.Asked}");
            }
        }

        return true;
    }
}
