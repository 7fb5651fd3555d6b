using System.Text;
using LearnLoadBalancer.Lab.Bench.Load;

namespace LearnLoadBalancer.Tests.Lab.Bench;

public class ResponseHeadTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nServer: x\r\ncontent-length:  31\r\nVia: y\r\n\r\n";

    [Fact]
    public void TryParse_WholeHead_ReadsIt()
    {
        Assert.True(ResponseHead.TryParse(Encoding.ASCII.GetBytes(Head + "Response"), out ResponseHead head));

        Assert.Equal(new ResponseHead(Head.Length, 200, 31), head);
    }

    [Fact]
    public void TryParse_EveryPart_IsFalseUntilTheLastByte()
    {
        byte[] bytes = Encoding.ASCII.GetBytes(Head);

        Assert.All(Enumerable.Range(0, bytes.Length), length => Assert.False(ResponseHead.TryParse(bytes.AsSpan(0, length), out _)));
    }

    [Theory]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", 204)]
    [InlineData("HTTP/1.1 502 Bad Gateway\r\nX-Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", 502)]
    public void TryParse_NoContentLength_IsUnknown(string text, int status)
    {
        Assert.True(ResponseHead.TryParse(Encoding.ASCII.GetBytes(text), out ResponseHead head));

        Assert.Equal(new ResponseHead(text.Length, status, null), head);
    }

    [Fact]
    public void TryParse_NotHttp_Throws() =>
        Assert.Throws<FormatException>(() => ResponseHead.TryParse("SSH-2.0-OpenSSH\r\n\r\n"u8, out _));
}
