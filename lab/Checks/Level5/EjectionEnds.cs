using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level5;

internal sealed class EjectionEnds : DetectionCheck
{
    public override string Id => "ejection-ends";

    public override int Order => 50;

    public override string Title => "An ejected backend is tried again, and gets its share when it works";

    public override string Hint =>
        "Only a request finds out whether a backend serves requests again. So when the time is over, let one go there. A backend that is not on the list is never "
        + "picked, so nothing ever asks whether its time is over: a timer must put it back, or the choice must look at the time. And does each "
        + "request that comes in late begin the time anew?";

    public override string Chapter => Chapters.Level5("back-by-one-request");

    public override IReadOnlyList<string> Needs => ["ejects"];

    protected override PolicyPlan Plan => DetectionPlans.Passive;

    protected override async Task<bool> TryAsync(CheckContext context, PolicyProgram program)
    {
        var traffic = new Traffic(context, program);
        var sick = new SickBackend(context, traffic, AnyOf(context));
        traffic.Failing.Add(sick.Number);
        context.Step($"Backend {sick.Number} answers 503 until it is ejected");
        await sick.WaitUntilEjectedAsync();

        context.Step("From now on it works again. Send requests until it gets some");
        traffic.Failing.Clear();
        TimeSpan began = context.Session.Timeline.Now;
        bool isBack = await traffic.WaitUntilAsync(sick.Number, used: true, sick.Longest) && await traffic.WaitUntilAsync(sick.Number, used: true, sick.Longest);
        context.Note = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"back after {(context.Session.Timeline.Now - began).TotalSeconds:0.0} s");
        return isBack ? true : throw new CheckFailedException(
            $"requests at backend {sick.Number} again: it was ejected for about a second, and that is over",
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"none for {sick.Longest.TotalSeconds:0.#} s"),
            ByHand.Slowly(traffic.Client, 2 * Traffic.TwoTurns, TimeSpan.FromSeconds(0.5)));
    }
}
