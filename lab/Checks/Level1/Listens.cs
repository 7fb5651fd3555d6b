using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Lab.Ports;

namespace LearnLoadBalancer.Lab.Checks.Level1;

/// <summary>Before all others: without a listener there is nothing to judge, so this one never fails, it can't tell.</summary>
internal sealed class Listens : Check
{
    /// <summary>So many requests follow the first connection at once: what is not ready yet shows in them.</summary>
    private const int FirstRequests = 12;

    /// <summary>Linux remembers an ended connection for 60 seconds.</summary>
    private static readonly TimeSpan TimeWait = TimeSpan.FromSeconds(65);

    public override string Id => "listens";

    public override int Level => 1;

    public override int Order => 10;

    public override string Title => "The program starts and listens";

    public override string Hint =>
        "Run the command by itself and read what it prints. Does it build? Does it listen on the port that is "
        + "expected, and not on another? A program in another folder needs --dir, one that takes its ports as "
        + "arguments needs {port} and {backends} in --cmd.";

    public override string Chapter => Chapters.Level1("build-it");

    public override IReadOnlyList<string> Needs => [];

    public override bool NeedsAllBackends => false;

    public override TimeSpan Limit(TimeSpan grace) => TimeSpan.FromMinutes(30); // The start limit rules.

    public override async Task RunAsync(CheckContext context)
    {
        ITarget target = context.Session.Target;
        IPAddress[] addresses = await FindAsync(target.Host, context.Stop);
        if (target.IsStarted)
        {
            if (await PortProbe.FindHolderAsync(target.Port) is { } holder)
            {
                throw new CannotTellException(
                    $"Port {target.Port} is taken by {holder}, so this one can't have it. End it: {holder.HowToStop}. Or say {{port}} in --cmd.");
            }

            context.Step($"Start the program: {target.Name}");
            target.Start();
            addresses = ListenerSearch.OfThisMachine;
        }

        context.Step($"Connect to port {target.Port}, again and again until somebody listens");
        context.Session.Address = await WaitForListenerAsync(context, target, addresses);

        context.Step($"Send {FirstRequests} requests at once, as the first clients would");
        Exchange[] first = await Task.WhenAll(Enumerable.Range(0, FirstRequests).Select(_ => context.Client.GetAsync(context.Stop)));
        context.Session.FirstExchanges = first;
        if (Array.Exists(first, exchange => exchange.IsGenuine))
        {
            // Now, while all backends are up: later checks judge by it when they are down.
            await context.FindKindAsync();
        }
    }

    private static async Task<IPAddress[]> FindAsync(string host, CancellationToken stop)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host, stop);
        }
        catch (SocketException e)
        {
            throw new CannotTellException($"The host '{host}' of --url has no address ({e.SocketErrorCode}).");
        }
    }

    private static async Task<IPEndPoint> WaitForListenerAsync(CheckContext context, ITarget target, IPAddress[] addresses)
    {
        TimeSpan limit = target.IsStarted ? context.Session.Options.StartLimit : TimeSpan.FromSeconds(5);
        TimeSpan end = context.Session.Timeline.Now + limit;
        bool again = false;
        while (true)
        {
            if (await ListenerSearch.FindAsync(addresses, target.Port, context.Stop) is { } found)
            {
                return found;
            }

            if (target.ExitCode is not null && !again && LinuxSockets.Remembers(target.Port))
            {
                // The program before it, in a class that is graded, was another one. This one must not pay for that.
                context.Step($"It ended. Port {target.Port} has connections of an earlier program (TIME_WAIT): wait until they are gone, and start it again");
                again = true;
                await context.WaitUntilAsync(() => !LinuxSockets.Remembers(target.Port), TimeWait);
                await target.DisposeAsync();
                target.Start();
                end = context.Session.Timeline.Now + limit;
            }

            if (target.ExitCode is { } code)
            {
                throw new CannotTellException($"The program ended with exit code {code} before it listened on port {target.Port}.");
            }

            if (context.Session.Timeline.Now > end)
            {
                throw new CannotTellException(string.Create(
                    CultureInfo.InvariantCulture, $"Nobody listens on port {target.Port} after {limit.TotalSeconds:0.#} s."));
            }

            await Task.Delay(20, context.Stop);
        }
    }
}
