using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;

namespace LearnLoadBalancer.Lab.Checks.Level1;

internal sealed class Survives : Check
{
    private const int Vanishing = 50;
    private const int Requests = 9;

    /// <summary>It lives, and says so itself: what it lacks is a backend.</summary>
    private static readonly Advice NotBack = new(
        "The program lives and answers, but it says that no backend can be had, and all of them are up again. Who has called them dead must go on "
        + "looking, and call them alive again: does the health check go on for those that failed? Does a request that failed mark its backend "
        + "for ever? Does each 502 keep something that is never given back: a place in a pool, a socket, a lock?",
        Chapters.Level2("a-timer-that-piles-up"));

    public override string Id => "survives";

    public override int Level => 1;

    public override int Order => 200;

    public override string Title => "It survives all of this, and still answers";

    public override string Hint =>
        "One client's trouble must end with that client. An exception that leaves the task of a connection, a panic in a "
        + "goroutine or an unhandled 'error' event of a socket ends the whole program; an exception in the accept loop ends "
        + "the accepting. What the program printed last usually tells which.";

    public override string Chapter => Chapters.Level1("one-connections-trouble");

    /// <summary>A program that has gone deaf since an outage would else never come to be judged here.</summary>
    public override bool NeedsAllBackends => false;

    public override TimeSpan Limit(TimeSpan grace) => grace + TimeSpan.FromSeconds(60);

    public override async Task RunAsync(CheckContext context)
    {
        context.Step($"{Vanishing} clients connect and vanish: without a word, in the middle of a request, or by a reset");
        for (int i = 0; i < Vanishing; i++)
        {
            using ClientConnection client = await ClientConnection.OpenAsync(context.Client.Address, context.Stop);
            if (i % 3 > 0)
            {
                // With all backends dead, a program may have answered and closed before we said a word.
                await client.TrySendAsync("GET / HTTP/1.1\r\nHost: half a requ", context.Stop);
            }

            if (i % 2 > 0)
            {
                client.Reset();
            }
        }

        if (context.Backends.All.Any(backend => backend.State != BackendState.Up))
        {
            context.Step("Start all backends again");
            await context.Backends.RestoreAsync();
        }

        context.Step($"Send {Requests} requests");

        // After an outage a program may need a health check, or two, to find out that the backends are back.
        TimeSpan end = context.Session.Timeline.Now + (context.Session.IsDisturbed ? context.Grace : TimeSpan.Zero);
        while (true)
        {
            TimeSpan asked = context.Session.Timeline.Now;
            if (await AskAsync(context) is not { } failure)
            {
                return;
            }

            if (asked >= end)
            {
                throw failure;
            }

            await Task.Delay(50, context.Stop);
        }
    }

    private static async Task<CheckFailedException?> AskAsync(CheckContext context)
    {
        for (int i = 0; i < Requests; i++)
        {
            Exchange exchange = await context.Client.GetAsync(context.Stop);
            if (!exchange.IsGenuine)
            {
                return new CheckFailedException("a backend's response to each", $"{exchange.Describe()} to number {i + 1}", exchange)
                {
                    Advice = exchange.IsBadGateway ? NotBack : null,
                };
            }
        }

        return null;
    }
}
