using LearnLoadBalancer.Lab.Checking;

namespace LearnLoadBalancer.Lab.Checks.Level1;

internal sealed class LengthResponse : Check
{
    public override string Id => "response-length";

    public override int Level => 1;

    public override int Order => 130;

    public override string Title => "A response with Content-Length arrives whole, however it is cut";

    public override string Hint => PiecewiseResponse.Hint;

    public override string Chapter => Chapters.Level1("bytes-not-text");

    public override Task RunAsync(CheckContext context)
    {
        (string text, _) = PiecewiseResponse.Random(context.Random);
        return PiecewiseResponse.RunAsync(
            context, $"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {text.Length}\r\n\r\n{text}", text);
    }
}
