using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level1;

internal sealed class Responds : Check
{
    public override string Id => "responds";

    public override int Level => 1;

    public override int Order => 20;

    public override string Title => "A request is answered by a backend";

    public override string Hint =>
        "The program listens, but what a backend says does not come back. Does it accept the connection, and dial a "
        + "backend for it? Does it copy in both directions at the same time? A program that first reads all that the "
        + "client sends waits forever: the client keeps its connection open until it has its response. A response that no backend gave: what backends "
        + "say here is random, so nobody can know it beforehand.";

    public override string Chapter => Chapters.Level1("read-everything-then-send");

    public override IReadOnlyList<string> Needs => ["listens"];

    public override async Task RunAsync(CheckContext context)
    {
        context.Step("Send a GET with a random path, which a backend answers with a random text");
        Exchange exchange = await context.Client.GetAsync(context.Stop);
        if (!exchange.IsGenuine)
        {
            throw new CheckFailedException("the backend's response, 200 with the text it sent", exchange.Describe(), exchange);
        }
    }
}
