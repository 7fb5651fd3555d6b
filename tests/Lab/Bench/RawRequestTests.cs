using System.Text;
using LearnLoadBalancer.Lab.Bench.Backends;
using LearnLoadBalancer.Lab.Bench.Load;

namespace LearnLoadBalancer.Tests.Lab.Bench;

public class RawRequestTests
{
    [Fact]
    public void TryParse_RequestOfTheGenerator_IsUnderstood()
    {
        byte[] bytes = HttpConnection.Get("/medium", keepAlive: false);

        Assert.True(RawRequest.TryParse(bytes, out RawRequest request));

        Assert.Equal(new RawRequest(bytes.Length, RawPath.Medium, 0, Close: true), request);
    }

    [Theory]
    [InlineData("Content-Length")]
    [InlineData("content-length")]
    public void TryParse_Upload_ReadsTheLength(string name)
    {
        string text = $"POST /sink HTTP/1.1\r\nHost: bench\r\n{name}: 64000000\r\n\r\n";

        Assert.True(RawRequest.TryParse(Encoding.ASCII.GetBytes(text + "body"), out RawRequest request));

        Assert.Equal(new RawRequest(text.Length, RawPath.Small, 64_000_000, Close: false), request);
    }

    [Fact]
    public void TryParse_HalfAHead_IsFalse() => Assert.False(RawRequest.TryParse("GET /large HTTP/1.1\r\nHost:"u8, out _));
}
