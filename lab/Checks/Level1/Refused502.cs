using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level1;

/// <remarks>All backends are down, not one: a program that tries the next one is not wrong.</remarks>
internal sealed class Refused502 : Check
{
    private const int Requests = 6;

    private static readonly Advice Nothing = new(
        "Nothing came at all, and the connection stayed open: the client waits. Is the failed dial caught, and answered at once? Or does the program "
        + "first wait for something else: for the client's end (it sends its request and then waits for you), for a task that still reads, for a "
        + "backend that may come back? A dial needs a time limit as well.",
        Chapters.Level1("502-then-close"));

    private static readonly Advice Unfinished = new(
        "A 502 began to come, and its end did not: the client can't know that it is over. Say how long the body is with a Content-Length that is "
        + "right, count bytes and not characters, end the head with an empty line (\\r\\n\\r\\n), and close the connection behind it.",
        Chapters.Level1("502-then-close"));

    public override string Id => "refused-502";

    public override int Level => 1;

    public override int Order => 180;

    public override string Title => "When the backend refuses, the client can read a whole 502";

    public override string Hint =>
        "A dial that fails is an everyday event. Catch it, and tell the client so that it can read it: status line, "
        + "Content-Length, an empty line, a short body; then close. Closing without a word looks like a crash of the "
        + "balancer. A missing Content-Length, or a wrong one, makes the client wait.";

    public override string Chapter => Chapters.Level1("502-then-close");

    /// <summary>On Windows a dial that is refused takes two seconds, and a program may dial several backends.</summary>
    public override TimeSpan Limit(TimeSpan grace) => OperatingSystem.IsWindows() ? TimeSpan.FromMinutes(2) : base.Limit(grace);

    private static Advice? Advise(Exchange exchange) => exchange switch
    {
        { BytesReceived: 0, End: null, NotConnected: null } => Nothing,
        { BytesReceived: > 0, IsComplete: false } => Unfinished,
        _ => null,
    };

    public override async Task RunAsync(CheckContext context)
    {
        await Outages.KillAllAsync(context);
        context.Step($"Send {Requests} requests");
        for (int i = 0; i < Requests; i++)
        {
            Exchange exchange = await context.Client.GetAsync(context.Stop);
            if (!exchange.IsBadGateway)
            {
                throw new CheckFailedException("502 Bad Gateway, whole and readable", exchange.Describe(), exchange) { Advice = Advise(exchange) };
            }
        }
    }
}
