using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checks.Level1;

namespace LearnLoadBalancer.Lab.Checks.Level3;

/// <remarks>
/// Level 1 has a check like it, for connections that are closed anyway. Here the client's would be kept,
/// and so there is a temptation.
/// </remarks>
internal sealed class CutChunked : Check
{
    public override string Id => "cut-chunked";

    public override int Level => 3;

    public override int Order => 80;

    public override string Title => "A chunked response that is cut off never gets a last chunk";

    public override string Hint =>
        "The chunk of size 0 says: that was all. Only the backend can say so. When its connection ends before, the response is "
        + "not whole, and all that is left to do is to end the client's connection, although it was to be kept. A last "
        + "chunk written by the balancer, to keep the connection in order, turns a loss into a lie.";

    public override string Chapter => Chapters.Level3("an-end-that-nobody-wrote");

    public override IReadOnlyList<string> Needs => ["per-request"];

    public override async Task RunAsync(CheckContext context)
    {
        context.Session.IsDisturbed = true; // A program may leave out, for a while, a backend that breaks off: nginx does.
        int part = context.Random.Next(20, 60);
        string begun = $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{part:x}\r\n{new string('x', part)}";
        await CutAsync(context, $"sends one chunk of {part} bytes, and closes", begun + "\r\n", static backend => backend.EndSending());
        await CutAsync(context, $"sends {part} bytes of a chunk that is longer, and closes", begun.Replace($"{part:x}\r\n", $"{part + 1:x}\r\n", StringComparison.Ordinal), static backend => backend.EndSending());
        await CutAsync(context, $"sends one chunk of {part} bytes, and is reset", begun + "\r\n", static backend => backend.Reset());
    }

    private static Task CutAsync(CheckContext context, string how, string sent, Action<BackendConnection> cut)
    {
        context.Step($"Send a GET on a connection that is to be kept; the backend {how}");
        return CutResponse.RunAsync(context, sent, cut, close: false);
    }
}
