using System.Text;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Lab.Checks.Level1;

/// <remarks>
/// A program that reads HTTP knows the end of a request by its length. What it makes of a client that
/// ends its sending is its own choice (RFC 9112, section 9.6): nginx takes it for a client that has
/// left, and so does Go's ReverseProxy, which says 502. So from such a program the backend's response is welcome, and
/// the lack of it proves nothing, whether it hangs up or gives an error of its own.
/// </remarks>
internal sealed class HalfClose : Check
{
    private static readonly TimeSpan PassOnLimit = TimeSpan.FromSeconds(5);

    public override string Id => "half-close";

    public override int Level => 1;

    public override int Order => 85;

    public override string Title => "Half-close: who has finished sending is still answered, and the other side is told";

    public override string Hint =>
        "A TCP connection has two directions, and each ends by itself. When a read from one side gives 0 bytes, end the "
        + "sending to the other (shutdown, CloseWrite), so that it learns of it, and leave the other direction open: the "
        + "answer comes that way. Closing the whole socket here cuts off the response; doing nothing lets the backend wait. In Node.js a "
        + "server's socket ends both directions by itself, unless it was made with { allowHalfOpen: true }, and so does net.connect.";

    public override string Chapter => Chapters.Level1("close-instead-of-half-close");

    public override async Task RunAsync(CheckContext context)
    {
        BalancerKind kind = await context.FindKindAsync();
        var told = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        RequestPlan plan = context.Client.Plan(async (connection, _, stop) =>
        {
            connection.MayBeKept = false;
            Task<StreamEnd> end = connection.Reader.ReadToEndAsync(stop);
            bool heard = await Task.WhenAny(end, Task.Delay(PassOnLimit, stop)) == end;
            told.TrySetResult(heard && await end == StreamEnd.Closed);
            await connection.RespondAsync("still here\n", stop, fields: "Connection: close\r\n");
        });

        context.Step("Send a request, then end the sending (FIN), and go on reading");
        context.Step("The backend waits until it hears of that, and only then answers");
        var spec = new RequestSpec { Limit = PassOnLimit + TimeSpan.FromSeconds(5) };
        Exchange begun = context.Client.Begin(plan, spec);
        Exchange exchange = await context.Client.RunAsync(begun, spec, async (connection, cancel) =>
        {
            await connection.SendAsync(begun.RequestHead, cancel);
            connection.EndSending();
            return await Client.ReadResponseAsync(connection, begun, "GET", sink: null, cancel);
        }, context.Stop);

        bool answered = exchange.IsComplete && Encoding.Latin1.GetString(exchange.Body) == "still here\n";
        bool tookItForLeft = exchange is { End: StreamEnd.Closed or StreamEnd.Reset } or { IsComplete: true, Status: >= 400 };
        if (kind == BalancerKind.Requests && !answered && tookItForLeft)
        {
            throw new CannotTellException(
                $"This program reads HTTP, and took a client that ended its sending for one that has left (what came: {exchange.Describe()}). Of "
                + "such a program that is a choice, not a mistake.");
        }

        string curl = ByHand.Raw(context.Client, "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "-N");
        if (kind == BalancerKind.Connections && !(told.Task.IsCompleted && await told.Task))
        {
            throw new CheckFailedException(
                "the backend to be told that the client has finished sending",
                told.Task.IsCompleted ? "no word of it within 5 s" : "not even the request there",
                exchange.Evidence with { Curl = curl });
        }

        if (!answered)
        {
            throw new CheckFailedException("the response, though the sending had ended", exchange.Describe(), exchange.Evidence with { Curl = curl });
        }
    }
}
