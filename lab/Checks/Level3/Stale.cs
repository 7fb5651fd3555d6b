using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;

namespace LearnLoadBalancer.Lab.Checks.Level3;

internal sealed class Stale : Check
{
    private const int Requests = 9;

    /// <summary>Far longer than the news of the end needs to arrive, and still no time that a program would wait on its own.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    public override string Id => "stale";

    public override int Level => 3;

    public override int Order => 90;

    public override string Title => "A kept connection that its backend has closed costs no request";

    public override string Hint =>
        "Servers close connections that are idle: Node.js after 5 seconds, nginx after 75. A closed connection can be read "
        + "from: a read gives 0 bytes. So look before you use one that was kept (a poll for reading is enough: an idle "
        + "connection has nothing to say), and throw it away. For the moment between looking and sending: a GET that got no "
        + "answer at all on a kept connection may be sent once more, on a new one.";

    public override string Chapter => Chapters.Level3("a-pool-that-does-not-look");

    public override IReadOnlyList<string> Needs => ["reuse"];

    public override async Task RunAsync(CheckContext context)
    {
        context.Step($"Send {Requests} requests on one connection, so that connections to all backends are kept");
        using ClientConnection connection = await ClientConnection.OpenAsync(context.Client.Address, context.Stop);
        await AskAsync(context, connection);

        context.Step("Each backend closes those of its connections that are idle");
        foreach (ScriptedBackend backend in context.Backends.All)
        {
            backend.CloseIdle();
        }

        await Task.Delay(Pause, context.Stop);
        context.Step($"Send {Requests} requests more");
        try
        {
            await AskAsync(context, connection);
        }
        catch (CheckFailedException)
        {
            await UseUpAsync(context);
            throw;
        }
    }

    /// <summary>What is left of the closed connections would fail the checks to come, too.</summary>
    private static async Task UseUpAsync(CheckContext context)
    {
        for (int i = 0; i < 2 * context.Backends.All.Count; i++)
        {
            await context.Client.GetAsync(context.Stop);
        }
    }

    private static async Task AskAsync(CheckContext context, ClientConnection connection)
    {
        string ask = ByHand.OnOneConnection(context.Client, Requests);
        string curl = $"{ask}; sleep 6; {ask}"; // Six seconds: Node.js closes after five.
        for (int i = 1; i <= Requests; i++)
        {
            Exchange exchange = await context.Client.SendOnAsync(connection, new RequestSpec(), context.Stop);
            if (!exchange.IsGenuine)
            {
                throw new CheckFailedException("a backend's response to each", $"{exchange.Describe()} to request {i}", exchange.Evidence with { Curl = curl });
            }
        }
    }
}
