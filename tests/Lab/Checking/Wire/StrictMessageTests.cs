using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Tests.Lab.Checking.Wire;

public sealed class StrictMessageTests
{
    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok", "ok")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n01\r\no\r\n1;x=y\r\nk\r\n0\r\nT: 1\r\n\r\n", "ok")]
    public void TryRead_ARequest_IsThereWithItsLastByteAndNotBefore(string text, string body)
    {
        for (int cut = 0; cut < text.Length; cut++)
        {
            Assert.Null(StrictMessage.TryRead(text[..cut], isRequest: true, ended: false, out _));
        }

        StrictMessage? message = StrictMessage.TryRead(text + "more", isRequest: true, ended: false, out int length);

        Assert.Equal((body, text.Length), (message?.Body, length));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "it has 0 Host fields")]
    [InlineData("GET /\nX HTTP/1.1\r\nHost: a\r\n\r\n", "its first line or a field is not HTTP")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\n", "its Content-Length is '+1'")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", "it has both Content-Length and Transfer-Encoding")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", "a chunk without its size")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc", "a chunk longer than its size")]
    public void TryRead_WhatCanBeReadInTwoWays_SaysWhy(string text, string why)
    {
        var e = Assert.Throws<InvalidDataException>(() => StrictMessage.TryRead(text, isRequest: true, ended: false, out _));

        Assert.StartsWith($"Not one unambiguous message, {why}: ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryRead_AResponseWithoutALength_EndsWithTheConnection()
    {
        const string Text = "HTTP/1.1 200 OK\r\n\r\nall of it";

        Assert.Null(StrictMessage.TryRead(Text, isRequest: false, ended: false, out _));
        Assert.Equal("all of it", StrictMessage.TryRead(Text, isRequest: false, ended: true, out _)?.Body);
    }
}
