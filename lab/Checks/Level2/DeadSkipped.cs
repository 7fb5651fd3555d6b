using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level2;

internal sealed class DeadSkipped : Check
{
    private const int RequestsAfter = 30;

    public override string Id => "dead-skipped";

    public override int Level => 2;

    public override int Order => 20;

    public override string Title => "A dead backend is left out after the next check, and then not one request fails";

    public override string Hint =>
        "Something must look in the background, every interval, whether each backend takes a connection, and write down what "
        + "it found; and whoever chooses must choose among those that do. Does the checker run at all, and go on after its "
        + "first error? Has its dial a time limit? Does the choice look at what it found? Is the interval another than 10 s? "
        + "Then say so with --interval.";

    public override string Chapter => Chapters.Level2("walk-on-from-the-sick-one");

    public override TimeSpan Limit(TimeSpan grace) => (2 * grace) + TimeSpan.FromSeconds(30);

    public override async Task RunAsync(CheckContext context)
    {
        int victim = await DeadBackend.ArrangeAsync(context);
        context.Step($"Send {RequestsAfter} requests more");
        for (int i = 0; i < RequestsAfter; i++)
        {
            Exchange exchange = await context.Client.GetAsync(context.Stop);
            if (!exchange.IsGenuine)
            {
                throw new CheckFailedException(
                    $"not one error once backend {victim} is left out", $"{exchange.Describe()} to request {i + 1}", exchange);
            }
        }
    }
}
