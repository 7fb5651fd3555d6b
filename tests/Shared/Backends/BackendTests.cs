using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Tests.Backends;

public sealed class BackendTests
{
    [Theory]
    [InlineData("localhost:9001", "localhost", 9001)]
    [InlineData("127.0.0.1:1", "127.0.0.1", 1)]
    [InlineData("example.test:65535", "example.test", 65535)]
    [InlineData("[::1]:9001", "::1", 9001)]
    [InlineData("[fe80::1%Eth0]:80", "fe80::1%Eth0", 80)]
    [InlineData("LocalHost:9001", "localhost", 9001)]
    [InlineData("my_host-1.example.test:080", "my_host-1.example.test", 80)]
    public void TryParse_GoodText_GivesHostAndPort(string text, string host, int port)
    {
        Assert.True(Backend.TryParse(text, out Backend? backend));
        Assert.Equal(new Backend(host, port), backend);
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("localhost")]
    [InlineData("localhost:")]
    [InlineData(":9001")]
    [InlineData("localhost:0")]
    [InlineData("localhost:65536")]
    [InlineData("localhost:99999999999")]
    [InlineData("localhost:-1")]
    [InlineData("localhost:+1")]
    [InlineData("localhost: 80")]
    [InlineData("localhost:80 ")]
    [InlineData(" localhost:80")]
    [InlineData("local host:80")]
    [InlineData("localhost:http")]
    [InlineData("localhost:0x50")]
    [InlineData("localhost:8.0")]
    [InlineData("::1:9001")]
    [InlineData("::1")]
    [InlineData("[::1]")]
    [InlineData("[::1]9001")]
    [InlineData("[]:9001")]
    [InlineData("[[::1]]:9001")]
    [InlineData("[::1:9001")]
    [InlineData("::1]:9001")]
    [InlineData("http://localhost:9001")]
    [InlineData("localhost/path:9001")]
    [InlineData("user@localhost:9001")]
    [InlineData("localhost\t:9001")]
    [InlineData("localhost:9001:9002")]
    [InlineData("localhost:٨٠")]
    public void TryParse_BadText_IsRefused(string text)
    {
        Assert.False(Backend.TryParse(text, out Backend? backend));
        Assert.Null(backend);
    }

    [Theory]
    [InlineData("localhost:9001")]
    [InlineData("[::1]:9001")]
    public void ToString_AfterParsing_IsWhatWasTyped(string text)
    {
        Assert.True(Backend.TryParse(text, out Backend? backend));
        Assert.Equal(text, backend.ToString());
    }
}
