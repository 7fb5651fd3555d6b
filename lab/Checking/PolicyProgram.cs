using System.Net;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Targets;

namespace LearnLoadBalancer.Lab.Checking;

/// <summary>The program under test, started once more for one check: with a policy, weights or sticky sessions.</summary>
internal sealed class PolicyProgram : IAsyncDisposable
{
    private const string HowToTake =
        "It starts the program with a policy and with weights of its own. A program of yours gets them where its command says "
        + "{options}, and its port where it says {port}: see docs/lab.md#check-level-4.";

    private readonly ITarget _target;

    private PolicyProgram(ITarget target, Client client)
    {
        _target = target;
        Client = client;
    }

    /// <summary>A client of it.</summary>
    public Client Client { get; }

    /// <summary>Starts it in front of the same backends, all of which are up, and waits until it answers.</summary>
    /// <exception cref="CannotTellException">The program takes no such options, and does not say that it would.</exception>
    /// <exception cref="CheckFailedException">It does not start with them.</exception>
    public static async Task<PolicyProgram> StartAsync(CheckContext context, PolicyPlan plan)
    {
        Session session = context.Session;
        await session.Farm.RestoreAsync();
        ITarget target = session.Target.Vary(plan) ?? throw new CannotTellException(HowToTake);
        string words = string.Join(' ', plan.Options.Prepend(plan.Weights.Count > 0 ? $"with weights {string.Join(", ", plan.Weights)}, and" : "with"));
        context.Step($"Start the program once more, {words}");
        session.Variant = target;
        try
        {
            target.Start();
            IPEndPoint address = await WaitForListenerAsync(context, target);
            var program = new PolicyProgram(target, new Client(address, ListenerSearch.NameOf(address), session.Farm, session.Timeline, new Random(context.Random.Next())));
            await program.WaitForResponsesAsync(context);
            return program;
        }
        catch
        {
            // Whatever it was: nobody else would stop the program.
            await target.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a request that must be answered by a backend.</summary>
    public async Task<Exchange> AskAsync(CheckContext context, string fields = "")
    {
        Exchange exchange = await Client.SendAsync(new RequestSpec { Fields = fields }, context.Stop);
        return exchange.IsGenuine ? exchange : throw new CheckFailedException("a backend's response", exchange.Describe(), exchange);
    }

    /// <summary>Kills a backend, and waits until this program leaves it out.</summary>
    public async Task LoseAsync(CheckContext context, int victim)
    {
        context.Step($"Kill backend {victim}, and wait for at most {context.GraceText} until new clients get no errors");
        context.Session.IsDisturbed = true;
        await context.Backends[victim].KillAsync();
        TimeSpan end = context.Session.Timeline.Now + context.Grace;
        for (int good = 0, number = 0; good < 50; number++)
        {
            TimeSpan asked = context.Session.Timeline.Now;

            // Every one with another key, so that also a program that hashes would come to the dead one.
            Exchange exchange = await Client.SendAsync(new RequestSpec { Fields = $"X-Key: lost-{number}\r\n" }, context.Stop);
            good = exchange.IsGenuine ? good + 1 : 0;
            if (!exchange.IsGenuine && _target.ExitCode is { } code)
            {
                throw new CheckFailedException($"the program to outlive backend {victim}", $"its end, with exit code {code}", exchange);
            }

            if (!exchange.IsGenuine && asked > end)
            {
                throw new CheckFailedException($"no more errors {context.GraceText} after backend {victim} died", exchange.Describe(), exchange);
            }

            await Task.Delay(20, context.Stop);
        }
    }

    public ValueTask DisposeAsync() => _target.DisposeAsync();

    private async Task WaitForResponsesAsync(CheckContext context)
    {
        TimeSpan end = context.Session.Timeline.Now + context.Grace;
        while (true)
        {
            TimeSpan asked = context.Session.Timeline.Now;
            Exchange exchange = await Client.GetAsync(context.Stop);
            if (exchange.IsGenuine)
            {
                return;
            }

            if (asked > end)
            {
                throw new CheckFailedException("a backend's response", exchange.Describe(), exchange);
            }

            await Task.Delay(50, context.Stop);
        }
    }

    private static async Task<IPEndPoint> WaitForListenerAsync(CheckContext context, ITarget target)
    {
        TimeSpan end = context.Session.Timeline.Now + context.Session.Options.StartLimit;
        while (true)
        {
            if (await ListenerSearch.FindAsync(ListenerSearch.OfThisMachine, target.Port, context.Stop) is { } found)
            {
                return found;
            }

            if (target.ExitCode is { } code)
            {
                throw new CheckFailedException("a program that takes these options, and listens", $"its end, with exit code {code}");
            }

            if (context.Session.Timeline.Now > end)
            {
                throw new CheckFailedException("a program that takes these options, and listens", "nobody who listens");
            }

            await Task.Delay(20, context.Stop);
        }
    }
}
