using System.Buffers;
using System.Text;
using LearnLoadBalancer.Http;

namespace LearnLoadBalancer.Tests.Http;

/// <summary>Bodies from one framing into another, in whatever pieces they come.</summary>
public sealed class BodyTransferTests
{
    private static readonly BodyFraming Chunked = new(BodyKind.Chunked, 0);
    private static readonly BodyFraming UntilClose = new(BodyKind.UntilClose, 0);

    [Theory]
    [InlineData("5\r\nhello\r\n0\r\n\r\nGET", "hello")]
    [InlineData("1\r\nh\r\n00000004;a=\"b\"\r\nello\r\n0\r\nX-A: 1\r\n\r\nGET", "hello")]
    [InlineData("0\r\n\r\nGET", "")]
    public void Chunked_SplitAtEveryByte_KeepsTheBodyAndLeavesTheRest(string raw, string body)
    {
        for (int at = 0; at <= raw.Length; at++)
        {
            (TransferStatus status, string written, int consumed) = Run(Chunked, UntilClose, [raw[..at], raw[at..]]);
            Assert.Equal((TransferStatus.Done, body, raw.Length - 3), (status, written, consumed));
        }
    }

    [Fact]
    public void Chunked_ToChunked_NeverForwardsExtensionsOrFramingTrailers()
    {
        (_, string written, _) = Run(Chunked, Chunked, ["5;x=y\r\nhello\r\n0;z\r\nContent-Length: 1\r\nX-A: 1\r\n\r\n"]);

        Assert.Equal("5\r\nhello\r\n0\r\nX-A: 1\r\n\r\n", written);
    }

    [Fact]
    public void Chunked_LargerThanTheOutput_IsMovedInSeveralChunks()
    {
        string body = new('x', 100_000);
        (TransferStatus status, string written, _) = Run(Chunked, UntilClose, [$"{body.Length:x}\r\n{body}\r\n0\r\n\r\n"]);

        Assert.Equal((TransferStatus.Done, body.Length), (status, written.Length));
    }

    [Fact]
    public void Length_NeverTakesAByteOfTheNextMessage()
    {
        (TransferStatus status, string written, int consumed) = Run(new BodyFraming(BodyKind.Length, 5), new BodyFraming(BodyKind.Length, 5), ["helloGET"]);

        Assert.Equal((TransferStatus.Done, "hello", 5), (status, written, consumed));
    }

    [Fact]
    public void UntilClose_ToChunked_GetsItsLastChunkOnlyFromTheEnd()
    {
        var output = new OutputBuffer(ArrayPool<byte>.Shared);
        output.Reserve(1024);
        var body = new BodyTransfer();
        body.Begin(UntilClose, Chunked);
        Assert.Equal(TransferStatus.NeedInput, body.Transfer("hello"u8, output, out _));
        Assert.Equal("5\r\nhello\r\n", Encoding.Latin1.GetString(output.Written.Span));
        Assert.True(body.TryEnd(output));
        Assert.EndsWith("0\r\n\r\n", Encoding.Latin1.GetString(output.Written.Span), StringComparison.Ordinal);
        output.Release();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void End_InMidBody_IsACut(bool chunked)
    {
        BodyFraming framing = chunked ? Chunked : new BodyFraming(BodyKind.Length, 9);
        var output = new OutputBuffer(ArrayPool<byte>.Shared);
        output.Reserve(1024);
        var body = new BodyTransfer();
        body.Begin(framing, framing);
        body.Transfer("5\r\nhell"u8, output, out _);

        Assert.False(body.TryEnd(output));
        output.Release();
    }

    private static (TransferStatus Status, string Written, int Consumed) Run(BodyFraming from, BodyFraming to, string[] pieces)
    {
        var output = new OutputBuffer(ArrayPool<byte>.Shared);
        output.Reserve(1024);
        var body = new BodyTransfer();
        body.Begin(from, to);
        var written = new StringBuilder();
        string unread = "";
        int consumed = 0;
        TransferStatus status = TransferStatus.NeedInput;
        foreach (string piece in pieces)
        {
            unread += piece;
            do
            {
                status = body.Transfer(Encoding.Latin1.GetBytes(unread), output, out int taken);
                unread = unread[taken..];
                consumed += taken;
                written.Append(Encoding.Latin1.GetString(output.Written.Span));
                output.Clear();
            }
            while (status == TransferStatus.NeedRoom);
        }

        output.Release();
        return (status, written.ToString(), consumed);
    }
}
