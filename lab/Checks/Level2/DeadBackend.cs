using System.Globalization;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;

namespace LearnLoadBalancer.Lab.Checks.Level2;

/// <summary>One backend dies, and the program is watched until it leaves it out.</summary>
internal static class DeadBackend
{
    /// <summary>So many good responses in a row mean that the dead one is left out: round robin would have come to it four times.</summary>
    private const int GoodInARow = 12;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Sees to it that one backend is dead and left out. Does nothing when that is so already.</summary>
    /// <returns>Its number.</returns>
    public static async Task<int> ArrangeAsync(CheckContext context)
    {
        if (context.Session.LeftOut is { } already)
        {
            context.Step($"Backend {already} is dead, and the program leaves it out");
            return already;
        }

        await Rotation.RestoreAsync(context);
        int victim = context.Random.Next(1, context.Backends.All.Count + 1);
        await KillAsync(context, victim);
        await WaitUntilLeftOutAsync(context, victim);
        return victim;
    }

    /// <summary>Kills a backend.</summary>
    public static async Task KillAsync(CheckContext context, int victim)
    {
        context.Step($"Kill backend {victim}: nobody listens on its port any more, its connections are reset");
        context.Session.IsDisturbed = true;
        await context.Backends[victim].KillAsync();
    }

    /// <summary>Sends requests until none of them fails any more. Fails itself when that takes too long.</summary>
    /// <param name="context">The check.</param>
    /// <param name="victim">The dead backend.</param>
    /// <param name="silent">A backend that takes requests and never answers; 0: there is none. What goes there doesn't count.</param>
    public static async Task WaitUntilLeftOutAsync(CheckContext context, int victim, int silent = 0)
    {
        string grace = string.Create(CultureInfo.InvariantCulture, $"{context.Grace.TotalSeconds:0.#} s");
        context.Step($"Send requests, one after the other, for at most {context.GraceText}, until {GoodInARow} in a row are answered");
        TimeSpan died = context.Session.Timeline.Now;
        int good = 0;
        int bad = 0;
        Exchange? last = null;
        while (good < GoodInARow)
        {
            TimeSpan since = context.Session.Timeline.Now - died; // When it was asked: what then takes long may be this machine.
            Exchange exchange = await AskAsync(context, silent);
            bool isGood = exchange.IsGenuine || (silent > 0 && exchange.Backend == silent);
            good = isGood ? good + 1 : 0;
            bad = isGood ? bad : bad + 1;
            last = isGood ? last : exchange;
            if (since > context.Grace)
            {
                if (isGood)
                {
                    continue; // No failure any more, only not yet enough answers in a row.
                }

                throw new CheckFailedException(
                    $"no error later than {grace} after backend {victim} died",
                    string.Create(CultureInfo.InvariantCulture, $"{exchange.Describe()} after {since.TotalSeconds:0.0} s; {bad} requests failed since it died"),
                    exchange);
            }

            await Task.Delay(Pause, context.Stop);
        }

        TimeSpan took = context.Session.Timeline.Now - died;
        context.Note = string.Create(CultureInfo.InvariantCulture, $"left out after {took.TotalSeconds:0.0} s, {bad} errors until then");
        context.Session.LeftOut = victim;
    }

    /// <summary>Asks, and does not wait for a response from a backend that never gives one.</summary>
    private static async Task<Exchange> AskAsync(CheckContext context, int silent)
    {
        if (silent == 0)
        {
            return await context.Client.GetAsync(context.Stop);
        }

        RequestPlan plan = context.Client.Plan();
        var spec = new RequestSpec();
        Exchange begun = context.Client.Begin(plan, spec);
        return await context.Client.RunAsync(begun, spec, async (connection, cancel) =>
        {
            await connection.SendAsync(begun.RequestHead, cancel);
            using var given = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            Task<Exchange> reading = Client.ReadResponseAsync(connection, begun, "GET", sink: null, given.Token);
            await Task.WhenAny(reading, plan.FirstArrival);
            if (!reading.IsCompleted && (await plan.FirstArrival).Backend == silent)
            {
                await given.CancelAsync();
                await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return begun;
            }

            return await reading;
        }, context.Stop);
    }
}
