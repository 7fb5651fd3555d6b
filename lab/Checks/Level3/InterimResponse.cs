using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;

namespace LearnLoadBalancer.Lab.Checks.Level3;

/// <remarks>
/// The backend says 100 only where it was asked to: a program may answer Expect itself, and keep it to itself (nginx does). Whether
/// the client gets to see the 100 is not looked at; it sends its body in any case, as curl does after a second.
/// </remarks>
internal sealed class InterimResponse : Check
{
    /// <summary>As long as curl waits for the 100.</summary>
    private static readonly TimeSpan WaitForContinue = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ResponseLimit = TimeSpan.FromSeconds(5);

    public override string Id => "interim-response";

    public override int Level => 3;

    public override int Order => 75;

    public override string Title => "100 Continue is not the response: that one comes behind it, and the next request gets its own";

    public override string Hint =>
        "A backend may say 100 Continue before its response, when the request has asked for that with Expect: curl does for every larger "
        + "upload. A head with status 1xx has no body, and another head follows on the same connection: pass it on, or drop it, and read "
        + "the next head, until one comes that is not 1xx. (Only 101 is a last one.) Who takes 100 for the response leaves the true one "
        + "lying, and the next client gets it.";

    public override string Chapter => Chapters.Level3("one-receive-one-head");

    public override IReadOnlyList<string> Needs => ["per-request", "reuse"];

    public override async Task RunAsync(CheckContext context)
    {
        int count = context.Backends.All.Count;
        context.Step($"Upload to each backend with 'Expect: 100-continue'; it says 100 Continue, reads the body, and says 200");
        for (int i = 0; i < count; i++)
        {
            await UploadAsync(context);
        }

        context.Step($"Send {2 * count} requests");
        for (int i = 1; i <= 2 * count; i++)
        {
            Exchange exchange = await context.Client.SendAsync(new RequestSpec { Close = false, Limit = ResponseLimit }, context.Stop);
            if (!exchange.IsGenuine)
            {
                throw new CheckFailedException("to each request the response that is meant for it", $"{exchange.Describe()} to request {i}", exchange);
            }
        }
    }

    private static async Task UploadAsync(CheckContext context)
    {
        int length = context.Random.Next(2_000, 9_000);
        string body = new('u', length);
        RequestPlan plan = context.Client.Plan(static async (connection, request, stop) =>
        {
            if (request.Says("Expect", "100-continue"))
            {
                await connection.SendAsync("HTTP/1.1 100 Continue\r\n\r\n", stop);
            }

            await connection.SkipBodyAsync(request, stop);
            await connection.RespondAsync("stored\n", stop);
        });
        var spec = new RequestSpec { Method = "POST", Fields = $"Expect: 100-continue\r\nContent-Length: {length}\r\n", Close = false, Limit = ResponseLimit };
        Exchange begun = context.Client.Begin(plan, spec);
        Exchange exchange = await context.Client.RunAsync(begun, spec, async (connection, limit) =>
        {
            await connection.TrySendAsync(begun.RequestHead, limit);
            await Task.WhenAny(plan.FirstArrival, Task.Delay(WaitForContinue, limit));
            await connection.TrySendAsync(body, limit);
            return await Client.ReadResponseAsync(connection, begun, "POST", sink: null, limit);
        }, context.Stop);
        if (!exchange.IsComplete || exchange.Status != 200)
        {
            string curl = $"head -c {length} /dev/zero | curl -sS -i -m {ResponseLimit.TotalSeconds:0} -H 'Expect: 100-continue' --data-binary @- {context.Client.UrlOf("/")}";
            throw new CheckFailedException("the backend's 200, which comes behind its 100 Continue", Describe(exchange), exchange.Evidence with { Curl = curl });
        }
    }

    private static string Describe(Exchange exchange) => exchange switch
    {
        { Head: not null } or { BytesReceived: 0 } => exchange.Describe(),
        { End: null } => $"the 100, and nothing behind it within {ResponseLimit.TotalSeconds:0} s",
        _ => "the 100, and then the end of the connection",
    };
}
