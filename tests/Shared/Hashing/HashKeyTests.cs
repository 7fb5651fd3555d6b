using System.Text;
using LearnLoadBalancer.Hashing;
using LearnLoadBalancer.Http;

namespace LearnLoadBalancer.Tests.Hashing;

public sealed class HashKeyTests
{
    [Theory]
    [InlineData("address", HashKeyKind.Address, "")]
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
    [InlineData("address:")]
    [InlineData("path:/")]
    [InlineData("header")]
    [InlineData("header:")]
    [InlineData("cookie:a b")]
    [InlineData("header:X-Üser")]
    [InlineData("Address")]
    public void TryParse_Unknown_SaysWhatThereIs(string text)
    {
        Assert.False(HashKey.TryParse(text, out _, out string? complaint));
        Assert.Equal($"--hash-key '{text}' is unknown. Write address, path, header:NAME or cookie:NAME, for example --hash-key header:X-User.", complaint);
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
    [InlineData("address", "127.0.0.1")]
    [InlineData("path", "/a")]
    [InlineData("header:X-User", "Anna")]
    [InlineData("header:x-user", "Anna")]
    [InlineData("cookie:session", "1 2")]
    [InlineData("cookie:late", "3")]
    public void Of_Request_IsTheHashOfWhatItSays(string text, string value) =>
        Assert.Equal(HashKey.OfValue(Encoding.ASCII.GetBytes(value)), Of(text));

    [Theory]
    [InlineData("header:X-Group")]
    [InlineData("header:X-Empty")]
    [InlineData("cookie:Session")]
    [InlineData("cookie:none")]
    public void Of_RequestWithoutIt_IsNoKey(string text) => Assert.Null(Of(text));

    [Theory]
    [InlineData("session=anna")]
    [InlineData("a=1; session=anna; b=2")]
    [InlineData("a=1;session=anna;")]
    [InlineData("session=\"anna\"")]
    [InlineData("xsession=bert; Session=carl; session=anna; session=dora")]
    public void TryFind_Named_IsItsValue(string header) => Assert.Equal(
        "anna", Cookies.TryFind(Encoding.ASCII.GetBytes(header), "session"u8, out ReadOnlySpan<byte> value) ? Encoding.ASCII.GetString(value) : null);

    [Theory]
    [InlineData("")]
    [InlineData(";;")]
    [InlineData("session")]
    [InlineData("session=")]
    [InlineData("a=session=anna")]
    public void TryFind_NotThere_SaysSo(string header) =>
        Assert.False(Cookies.TryFind(Encoding.ASCII.GetBytes(header), "session"u8, out ReadOnlySpan<byte> value) && !value.IsEmpty);

    private static ulong? Of(string text)
    {
        Assert.True(HashKey.TryParse(text, out HashKey? key, out _));
        byte[] head = Encoding.ASCII.GetBytes(
            "GET /a?b=c HTTP/1.1\r\nHost: h\r\nX-User: Anna\r\nX-Empty:\r\ncookie: session=\"1 2\"; a=b\r\nCookie: late=3\r\n\r\n");
        return key.Of(new WrittenHead(head), "127.0.0.1"u8);
    }
}
