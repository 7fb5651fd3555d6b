using LearnLoadBalancer.Net;

namespace LearnLoadBalancer.Tests.Net;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData(":8090", "", 8090)]
    [InlineData(":0", "", 0)]
    [InlineData("127.0.0.1:8090", "127.0.0.1", 8090)]
    [InlineData("[::]:65535", "::", 65535)]
    [InlineData("localhost:8090", "localhost", 8090)]
    public void TryParse_GoodText_GivesHostAndPort(string text, string host, int port)
    {
        Assert.True(ListenAddress.TryParse(text, out ListenAddress? address));
        Assert.Equal(new ListenAddress(host, port), address);
        Assert.Equal(text, address.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("8090")]
    [InlineData(":")]
    [InlineData(":65536")]
    [InlineData(":-1")]
    [InlineData(":80 ")]
    [InlineData("::1:80")]
    [InlineData("[::1]")]
    [InlineData("[]:80")]
    [InlineData("http://:80")]
    public void TryParse_BadText_IsRefused(string text)
    {
        Assert.False(ListenAddress.TryParse(text, out ListenAddress? address));
        Assert.Null(address);
    }

    [Fact]
    public void Default_Always_IsPort8090OnEveryAddress() => Assert.Equal(":8090", ListenAddress.Default.ToString());
}
