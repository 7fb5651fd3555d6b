using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Lab.Ports;

namespace LearnLoadBalancer.Lab.Checks.Level1;

/// <summary>Before all others: without a listener there is nothing to judge, so this one can't tell then. It fails only for a program that ends in it.</summary>
internal sealed class Listens : Check
{
    /// <summary>So many requests follow the first connection at once: what is not ready yet shows in them.</summary>
    private const int FirstRequests = 12;

    /// <summary>How the step begins that takes so long.</summary>
    public const string Building = "Build and start";

    /// <summary>Between the last of a program's connections and its exit code.</summary>
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(2);

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
        bool builds = false;
        IPAddress[] addresses = await FindAsync(target.Host, context.Stop);
        if (target.IsStarted)
        {
            if (await PortProbe.FindHolderAsync(target.Port) is { } holder)
            {
                throw new CannotTellException(
                    $"Port {target.Port} is taken by {holder}, so this one can't have it. End it: {holder.HowToStop}. Or say {{port}} in --cmd.");
            }

            builds = BuildTools.Builds(target.StartLine);
            context.Step($"{(builds ? Building : "Start")} the program: {target.StartLine}");
            target.Start();
            addresses = ListenerSearch.OfThisMachine;
        }

        context.Step(string.Create(
            CultureInfo.InvariantCulture,
            $"{(builds ? "Let it build, and connect" : "Connect")} to port {target.Port}, again and again until somebody listens{(target.IsStarted ? $", for at most {context.Session.Options.StartLimit.TotalSeconds:0.#} s" : "")}"));
        context.Session.Address = await ProgramStart.WaitForListenerAsync(context, addresses);

        context.Step($"Send {FirstRequests} requests at once, as the first clients would");
        Exchange[] first = await Task.WhenAll(Enumerable.Range(0, FirstRequests).Select(_ => context.Client.GetAsync(context.Stop)));
        context.Session.FirstExchanges = first;
        if (Array.Exists(first, exchange => exchange.IsGenuine))
        {
            // Now, while all backends are up: later checks judge by it when they are down.
            await context.FindKindAsync();
            await LookForItsEndAsync(context);
        }
    }

    /// <summary>Bytes that are not HTTP are too much for some: without a look, the next check would be blamed.</summary>
    private static async Task LookForItsEndAsync(CheckContext context)
    {
        context.Step("Send a request more, to see whether it has survived that");
        if (!(await context.Client.GetAsync(context.Stop)).IsGenuine)
        {
            await context.WaitUntilAsync(() => context.Session.Target.ExitCode is not null, EndLimit);
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
}
