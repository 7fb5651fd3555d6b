using LearnLoadBalancer.Lab.Checks.Level4;

namespace LearnLoadBalancer.Tests.Lab.Checks.Level4;

public sealed class CookieReadingTests
{
    [Theory]
    [InlineData("127.0.0.1:9001", "127.0.0.1:9002", ", in which stands the port of its backend")]
    [InlineData("a9001", "a9002", ", in which stands the port of its backend")]
    [InlineData("127.0.0.1%3A9001", "127.0.0.1%3A9002", ", in which stands the port of its backend")]
    [InlineData("bG9jYWxob3N0OjkwMDE=", "bG9jYWxob3N0OjkwMDI=", ", in which stands the port of its backend, in base64")]
    [InlineData("bG9jYWxob3N0OjkwMDE", "bG9jYWxob3N0OjkwMDI", ", in which stands the port of its backend, in base64")]
    [InlineData("39303031", "39303032", ", in which stands the port of its backend, in hexadecimal")]
    [InlineData("127.0.0.1/a", "127.0.0.1/b", ", in which stands the host of its backend")]
    public void NamesBackends_AddressInIt_IsFound(string first, string second, string how) =>
        Assert.Equal(how[2..], CookieReading.NamesBackends([first, second], [9001, 9002]));

    [Theory]
    [InlineData("4be1a2d9c0f37755", "0a77c1d2e3f49b10")]
    [InlineData("9001", "77")] // Chance: the other one does not name its own.
    [InlineData("9002", "9001")]
    [InlineData("1", "2")]
    [InlineData("", "")]
    public void NamesBackends_NothingInIt_IsNone(string first, string second) =>
        Assert.Null(CookieReading.NamesBackends([first, second], [9001, 9002]));

    [Theory]
    [InlineData("1", "2", "3")]
    [InlineData("0", "1", "2")]
    [InlineData("srv9", "srv10", "srv11")]
    [InlineData("v2-b1-x", "v2-b2-x", "v2-b3-x")]
    public void Next_ANumberThatCounts_IsTheNext(string first, string second, string next) =>
        Assert.Equal(next, CookieReading.Next(first, second));

    [Theory]
    [InlineData("4be1a2d9", "0a77c1d2")]
    [InlineData("1.4be1", "2.0a77")]
    [InlineData("a", "a")]
    [InlineData("1", "3")]
    public void Next_NoNumberThatCounts_IsNone(string first, string second) =>
        Assert.Null(CookieReading.Next(first, second));
}
