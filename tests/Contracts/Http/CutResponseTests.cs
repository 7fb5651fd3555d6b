namespace LearnLoadBalancer.Tests.Contracts.Http;

public sealed class CutResponseTests
{
    private const string Chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    [Theory]
    [InlineData("5\r\nhello\r\n", "hello", false)]
    [InlineData("2\r\nhe\r\n3\r\nllo\r\n", "hello", false)]
    [InlineData("9\r\nhello", "hello", false)]
    [InlineData("5\r\nhello\r\n0\r\n", "hello", false)]
    [InlineData("5\r\nhello\r\n0\r\nX-Sum: 1\r\n", "hello", false)]
    [InlineData("5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n", "hello", true)]
    [InlineData("5\r\nhello\r\n0\r\n\r\n", "hello", true)]
    [InlineData("", "", false)]
    public void Parse_Chunks_TellsWhatTheyCarryAndWhetherTheyLookWhole(string chunks, string body, bool isWhole) =>
        Assert.Equal(new CutResponse(Chunked, body, isWhole), CutResponse.Parse(Chunked + chunks));

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le", "")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", "hello")]
    public void Parse_NoChunks_IsTheHeadAndTheRest(string head, string body) =>
        Assert.Equal(new CutResponse(head, body, IsWhole: false), CutResponse.Parse(head + body));
}
