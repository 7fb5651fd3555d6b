using System.Globalization;
using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Lab.Checks.Level1;

internal sealed class ChunkedResponse : Check
{
    public override string Id => "response-chunked";

    public override int Level => 1;

    public override int Order => 120;

    public override string Title => "A chunked response arrives whole";

    public override string Hint => PiecewiseResponse.Hint;

    public override string Chapter => Chapters.Level1("bytes-not-text");

    public override Task RunAsync(CheckContext context)
    {
        (string text, List<string> chunks) = PiecewiseResponse.Random(context.Random);
        string body = string.Concat(chunks.Select(chunk => string.Create(CultureInfo.InvariantCulture, $"{chunk.Length:x}\r\n{chunk}\r\n")));
        return PiecewiseResponse.RunAsync(
            context, $"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n{body}0\r\n\r\n", text);
    }
}
