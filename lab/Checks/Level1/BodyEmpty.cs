using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Clients;

namespace LearnLoadBalancer.Lab.Checks.Level1;

internal sealed class BodyEmpty : Check
{
    public override string Id => "body-empty";

    public override int Level => 1;

    public override int Order => 70;

    public override string Title => "Empty bodies stay empty";

    public override string Hint =>
        "An empty body is not a missing message. A program that waits for the first byte of a body waits in vain after "
        + "Content-Length: 0, after 204 No Content, and after the response to HEAD, which tells a length and sends no body.";

    public override string Chapter => Chapters.Level1("bytes-not-text");

    public override async Task RunAsync(CheckContext context)
    {
        context.Step("Upload a body of 0 bytes");
        Exchange upload = await context.Client.SendAsync(new RequestSpec { Method = "POST", Body = [] }, context.Stop);
        if (!upload.IsGenuine)
        {
            throw new CheckFailedException("the backend's response", upload.Describe(), upload);
        }

        await ExpectAsync(context, "GET", 200, "200 OK", "Content-Length: 0\r\n");
        await ExpectAsync(context, "GET", 204, "204 No Content", "");
        await ExpectAsync(context, "HEAD", 200, "200 OK", $"Content-Length: {context.Random.Next(1, 100_000)}\r\n");
    }

    private static async Task ExpectAsync(CheckContext context, string method, int status, string line, string fields)
    {
        context.Step($"Send a {method}, which the backend answers with {line} and no body");
        var spec = new RequestSpec
        {
            Method = method,
            Script = (connection, _, stop) => connection.SendAsync($"HTTP/1.1 {line}\r\n{fields}\r\n", stop),
        };
        Exchange exchange = await context.Client.SendAsync(spec, context.Stop);
        if (!exchange.IsComplete || exchange.Status != status || exchange.Body.Length > 0)
        {
            throw new CheckFailedException($"{line} with an empty body", exchange.Describe(), exchange);
        }
    }
}
