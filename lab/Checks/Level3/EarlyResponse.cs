using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Lab.Checks.Level3;

internal sealed class EarlyResponse : Check
{
    private const int Size = 10 * 1024 * 1024;
    private const int SentAtFirst = 64 * 1024;

    private static readonly TimeSpan ResponseLimit = TimeSpan.FromSeconds(5);

    public override string Id => "early-response";

    public override int Level => 3;

    public override int Order => 70;

    public override string Title => "A response that comes before the upload has ended is passed on at once";

    public override string Hint =>
        "A backend that does not want an upload says so at once, and a client that listens stops sending. So the two "
        + "directions go on at the same time: one task sends the request's body, another reads the response. Who first "
        + "sends all and then reads makes the client upload 10 MB in vain, or waits for ever, when the backend does not read on.";

    public override string Chapter => Chapters.Level3("both-ways-at-once");

    public override IReadOnlyList<string> Needs => ["per-request"];

    public override async Task RunAsync(CheckContext context)
    {
        RequestPlan plan = context.Client.Plan(static async (connection, _, stop) =>
        {
            connection.MayBeKept = false;
            await connection.RespondAsync("no, thank you\n", stop, "422 Unprocessable Content", "Connection: close\r\n");
            await connection.Reader.ReadToEndAsync(stop);
        });
        var spec = new RequestSpec { Method = "POST", Fields = $"Content-Length: {Size}\r\n", Close = false, Limit = ResponseLimit };
        Exchange begun = context.Client.Begin(plan, spec);

        byte[] beginning = new Pattern(context.Random).Take(SentAtFirst);
        context.Step($"Announce an upload of {Size / (1024 * 1024)} MB, send the first {SentAtFirst / 1024} KB, and wait");
        context.Step("The backend answers 422 as soon as it has the head");
        Exchange exchange = await context.Client.RunAsync(begun, spec, async (connection, limit) =>
        {
            await Client.SendWhatIsTakenAsync(connection, begun, beginning, limit);
            return await Client.ReadResponseAsync(connection, begun, "POST", sink: null, limit);
        }, context.Stop);
        if (!exchange.IsComplete || exchange.Status != 422)
        {
            // Without the empty Expect, curl would ask first whether the body is wanted.
            string curl = $"head -c {Size} /dev/urandom | curl -sS -i -m {ResponseLimit.TotalSeconds:0} --limit-rate 64k -H 'Expect:' --data-binary @- {context.Client.UrlOf("/")}";
            throw new CheckFailedException("the backend's 422, while the upload is still going on", exchange.Describe(), exchange.Evidence with { Curl = curl });
        }
    }
}
