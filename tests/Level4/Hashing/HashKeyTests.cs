using System.Net;
using LearnLoadBalancer.Level4.Hashing;

namespace LearnLoadBalancer.Tests.Level4.Hashing;

public sealed class HashKeyTests
{
    [Theory]
    [InlineData("client", HashKeyKind.Client, "")]
    [InlineData("path", HashKeyKind.Path, "")]
    [InlineData("header:X-User", HashKeyKind.Header, "X-User")]
    [InlineData("cookie:session", HashKeyKind.Cookie, "session")]
    internal void TryParse_Known_IsTaken(string text, HashKeyKind kind, string name)
    {
        Assert.True(HashKey.TryParse(text, out HashKey? key, out _));
        Assert.Equal((kind, name), (key.Kind, key.Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ip")]
    [InlineData("client:")]
    [InlineData("path:/")]
    [InlineData("header")]
    [InlineData("header:")]
    [InlineData("cookie:a b")]
    [InlineData("header:X-Üser")]
    [InlineData("Client")]
    public void TryParse_Unknown_SaysWhatThereIs(string text)
    {
        Assert.False(HashKey.TryParse(text, out _, out string? complaint));
        Assert.Equal($"--hash-key '{text}' is unknown. Write client, path, header:NAME or cookie:NAME, for example --hash-key header:X-User.", complaint);
    }

    [Fact]
    public void OfClient_Ipv4InEitherSpelling_IsTheSame()
    {
        Assert.Equal(HashKey.OfClient(IPAddress.Parse("127.0.0.1")), HashKey.OfClient(IPAddress.Parse("::ffff:127.0.0.1")));
        Assert.NotEqual(HashKey.OfClient(IPAddress.Parse("127.0.0.1")), HashKey.OfClient(IPAddress.Parse("127.0.0.2")));
        Assert.NotEqual(HashKey.OfClient(IPAddress.Parse("::1")), HashKey.OfClient(IPAddress.Parse("::2")));
    }

    [Fact]
    public void OfPath_Query_DoesNotCount()
    {
        Assert.Equal(HashKey.OfPath("/a"u8), HashKey.OfPath("/a?b=c"u8));
        Assert.NotEqual(HashKey.OfPath("/a"u8), HashKey.OfPath("/b?b=c"u8));
    }

    [Fact]
    public void OfValue_Empty_IsNoKey()
    {
        Assert.Null(HashKey.OfValue([]));
        Assert.Equal(StableHash.Of("anna"u8), HashKey.OfValue("anna"u8));
    }

    [Theory]
    [InlineData("session=anna")]
    [InlineData("a=1; session=anna; b=2")]
    [InlineData("a=1;session=anna;")]
    [InlineData("session=\"anna\"")]
    [InlineData("xsession=bert; Session=carl; session=anna; session=dora")]
    public void OfCookies_Named_IsItsValue(string header) => Assert.Equal(
        HashKey.OfValue("anna"u8), new HashKey(HashKeyKind.Cookie, "session").OfCookies(System.Text.Encoding.ASCII.GetBytes(header)));

    [Theory]
    [InlineData("")]
    [InlineData(";;")]
    [InlineData("session")]
    [InlineData("session=")]
    [InlineData("a=session=anna")]
    public void OfCookies_NotThere_IsNoKey(string header) =>
        Assert.Null(new HashKey(HashKeyKind.Cookie, "session").OfCookies(System.Text.Encoding.ASCII.GetBytes(header)));
}
