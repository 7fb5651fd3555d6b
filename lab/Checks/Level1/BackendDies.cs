using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Farm;

namespace LearnLoadBalancer.Lab.Checks.Level1;

internal sealed class BackendDies : Check
{
    public override string Id => "backend-dies";

    public override int Level => 1;

    public override int Order => 170;

    public override string Title => "When a backend dies in the middle of a response, the client learns that it is not whole";

    public override string Hint =>
        "Half a response must not look like a whole one, and must not hang. When the backend's side ends or breaks, end the "
        + "client's connection, too. A client that counts (Content-Length) or waits for the last chunk then knows. Never "
        + "send the last chunk, and never fill up the length, for a backend that did not.";

    public override string Chapter => Chapters.Level1("when-one-side-breaks");

    public override async Task RunAsync(CheckContext context)
    {
        int part = context.Random.Next(1_000, 50_000);
        string body = new('x', part);
        string counted = $"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{body}";
        string chunked = $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{part:x}\r\n{body}\r\n";

        await DieAsync(context, $"announces 100,000 bytes, sends {part:N0} and is reset", counted, static backend => backend.Reset());
        await DieAsync(context, $"announces 100,000 bytes, sends {part:N0} and closes", counted, static backend => backend.EndSending());
        await DieAsync(context, $"sends one chunk of {part:N0} bytes and closes, without the last chunk", chunked, static backend => backend.EndSending());
    }

    private static Task DieAsync(CheckContext context, string how, string sent, Action<BackendConnection> cut)
    {
        context.Step($"Send a GET; the backend {how}");
        return CutResponse.RunAsync(context, sent, cut, close: true);
    }
}
