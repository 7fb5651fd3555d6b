using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level5;

internal sealed class Ejects : DetectionCheck
{
    public override string Id => "ejects";

    public override int Order => 40;

    public override string Title => "A backend that fails its requests is ejected after three in a row, though it can be connected to";

    public override string Hint =>
        "A check asks one thing, and clients ask others. So look at the responses: 502, 503 and 504, and requests that get none, "
        + "count for their backend; a success sets the count back to 0. At --eject-after it gets no requests for a second. Is the count kept for each backend, "
        + "and not for all? Does the choice look at it?";

    public override string Chapter => Chapters.Level5("passive-checks");

    protected override PolicyPlan Plan => DetectionPlans.Passive;

    protected override async Task<bool> TryAsync(CheckContext context, PolicyProgram program)
    {
        var traffic = new Traffic(context, program);
        var sick = new SickBackend(context, traffic, AnyOf(context));
        traffic.Failing.Add(sick.Number);
        context.Step($"From now on backend {sick.Number} answers 503 to every request. Send requests, one after the other, until it gets none any more");
        await sick.WaitUntilEjectedAsync();
        return sick.Failures >= DetectionPlans.EjectAfter ? true : throw new CheckFailedException(
            $"three failed requests at backend {sick.Number}, and then no more",
            $"{sick.Failures}, and then no more",
            ByHand.Tally(traffic.Client, 30));
    }
}
