using System.Net.Sockets;
using System.Text;
using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Forwarding;
using LearnLoadBalancer.Http;

namespace LearnLoadBalancer.Tests.Http;

/// <summary>The pure rules, as tables.</summary>
public sealed class RulesTests
{
    [Theory]
    [InlineData(false, true, "GET", true, false)] // A fresh connection: the race can't have happened.
    [InlineData(true, false, "GET", true, true)]
    [InlineData(true, false, "PUT", true, true)]
    [InlineData(true, false, "PUT", false, false)] // The body is gone.
    [InlineData(true, false, "POST", true, false)]
    [InlineData(true, true, "POST", true, true)] // Not a byte has left.
    [InlineData(true, true, "PATCH", true, true)]
    [InlineData(true, false, "PATCH", true, false)]
    [InlineData(true, false, "MKCOL", true, false)]
    public void Retry_IsSafe_FollowsTheRule(bool reused, bool nothingSent, string method, bool bodyAtHand, bool safe)
    {
        var head = new RequestHead();
        head.Parse(Encoding.ASCII.GetBytes($"{method} / HTTP/1.1\r\nHost: a\r\n\r\n"));

        Assert.Equal(safe, Retry.IsSafe(reused, nothingSent, head.Method, bodyAtHand));
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused, 0.0, nameof(NextTry.AnotherBackend))]
    [InlineData(SocketError.HostUnreachable, 4.9, nameof(NextTry.AnotherBackend))]
    [InlineData(SocketError.HostUnreachable, 5.0, nameof(NextTry.None))] // Two backends took that long together.
    [InlineData(SocketError.TimedOut, 5.0, nameof(NextTry.None))]
    public void Retry_NobodyReached_GoesOnAsLongAsOneBackendMayTake(SocketError error, double seconds, string next)
    {
        ForwardResult result = ForwardResult.NotConnected(new BorrowResult(null, error, TimedOut: error == SocketError.TimedOut));
        Assert.Equal(next, Retry.After(result, RequestMethod.Post, bodyAtHand: false, TimeSpan.FromSeconds(seconds)).ToString());
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n", true)]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\n", false)]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", false)]
    [InlineData("HTTP/1.1 204 No\r\n\r\n", true)]
    [InlineData("HTTP/1.1 204 No\r\nContent-Length: 0\r\n\r\n", true)]
    [InlineData("HTTP/1.1 204 No\r\nContent-Length: 1\r\n\r\n", false)] // It may yet come.
    [InlineData("HTTP/1.1 204 No\r\nContent-Length: 0\r\nContent-Length: 1\r\n\r\n", false)]
    [InlineData("HTTP/1.1 204 No\r\nContent-Length: x\r\n\r\n", false)]
    [InlineData("HTTP/1.1 204 No\r\nTransfer-Encoding: chunked\r\n\r\n", false)]
    [InlineData("HTTP/1.1 304 Not\r\nContent-Length: 1\r\n\r\n", true)] // It speaks of another response's body.
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\n", false)]
    [InlineData("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\n", true)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", true)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n", false)]
    public void Persistence_OfABackend_FollowsItsResponse(string raw, bool reusable)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(raw);
        var head = new ResponseHead();
        Assert.Equal(HeadStatus.Complete, head.Parse(bytes));
        (BodyFraming body, _) = BodyFraming.OfResponse(head, bytes, RequestMethod.Get);

        Assert.Equal(reusable, Persistence.CanReuse(head, body));
    }

    [Fact]
    public void Causes_EachCode_HasOneEntryInItsPlace()
    {
        CauseCode[] codes = [.. Enum.GetValues<CauseCode>().Where(code => code != CauseCode.None)];

        Assert.Equal(codes, Causes.All.Select(cause => cause.Code));
        Assert.All(codes, code => Assert.Equal(code, Causes.Of(code).Code));
        Assert.Equal(codes.Length, Causes.All.Select(cause => cause.Name).Distinct().Count());
    }

    [Fact]
    public void ErrorResponses_EachCause_IsAWholeResponseThatNamesIt()
    {
        foreach (Cause cause in Causes.All.Where(cause => cause.Status is not (0 or 499)))
        {
            string text = Encoding.ASCII.GetString(ErrorResponses.For(cause.Code, keepOpen: false, headOnly: false).Span);
            string[] parts = text.Split("\r\n\r\n");
            Assert.StartsWith($"HTTP/1.1 {cause.Status} ", text, StringComparison.Ordinal);
            Assert.Contains($"\r\nX-LB-Cause: {cause.Name}\r\n", text, StringComparison.Ordinal);
            Assert.Contains($"\r\nContent-Length: {parts[1].Length}\r\n", text, StringComparison.Ordinal);
            Assert.Equal(parts[0] + "\r\n\r\n", Encoding.ASCII.GetString(ErrorResponses.For(cause.Code, keepOpen: false, headOnly: true).Span));
        }
    }
}
