using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checks.Level4;

namespace LearnLoadBalancer.Lab.Checks.Level5;

/// <remarks>Told by what happens while a backend keeps the first request: no clock is needed.</remarks>
internal sealed class OneProbe : DetectionCheck
{
    private const int Requests = 12;

    public override string Id => "one-probe";

    public override int Order => 60;

    public override string Title => "One request tries an ejected backend, and the others wait elsewhere for what it finds out";

    public override string Hint =>
        "When its time is over the backend may still be ill, or so weak that its full share fells it again. So one request goes there, and as long as "
        + "that one has no response, no other. Two may ask at the same moment: looking whether the place is free and taking it must be one step (compare-and-swap, or "
        + "a lock around both). Give the place back however the request ends.";

    public override string Chapter => Chapters.Level5("back-by-one-request");

    public override IReadOnlyList<string> Needs => ["ejection-ends"];

    protected override PolicyPlan Plan => DetectionPlans.Passive;

    protected override async Task<bool> TryAsync(CheckContext context, PolicyProgram program)
    {
        var traffic = new Traffic(context, program);
        var sick = new SickBackend(context, traffic, AnyOf(context));
        traffic.Failing.Add(sick.Number);
        context.Step($"Backend {sick.Number} answers 503 until it is ejected");
        await sick.WaitUntilEjectedAsync();
        traffic.Failing.Clear();

        context.Step("Send requests until one comes to it, and let that one wait for its response");
        using HeldRequest probe = await ProbeAsync(context, program, sick);
        context.Step($"Send {Requests} requests more");
        for (int i = 0; i < Requests; i++)
        {
            using HeldRequest other = await HeldRequest.SendAsync(context, program);
            if (other.Backend == sick.Number)
            {
                throw new CheckFailedException(
                    $"none of them at backend {sick.Number}, as long as the first request there has no response", "one there", ByHand.Loop(program.Client, Requests));
            }

            await other.FinishAsync(context);
        }

        context.Step("Answer it, and send requests until others come there, too");
        await probe.FinishAsync(context);
        return await traffic.WaitUntilAsync(sick.Number, used: true, context.Grace) ? true : throw new CheckFailedException(
            $"requests at backend {sick.Number} again, which has answered the first one well", "none", ByHand.Loop(program.Client, Requests));
    }

    private static async Task<HeldRequest> ProbeAsync(CheckContext context, PolicyProgram program, SickBackend sick)
    {
        TimeSpan end = context.Session.Timeline.Now + sick.Longest;
        while (true)
        {
            bool late = context.Session.Timeline.Now > end;
            HeldRequest held = await HeldRequest.SendAsync(context, program);
            if (held.Backend == sick.Number)
            {
                return held;
            }

            using (held)
            {
                await held.FinishAsync(context);
            }

            if (late)
            {
                throw new CannotTellException("The ejected backend was not tried again, as it was in the check before.");
            }

            await Task.Delay(20, context.Stop);
        }
    }
}
