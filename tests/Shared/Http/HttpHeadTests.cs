using System.Text;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Tests.Contracts.Http;

namespace LearnLoadBalancer.Tests.Http;

/// <summary>The parser alone: whatever the pieces, the same result.</summary>
public sealed class HttpHeadTests
{
    public static TheoryData<string> Rows => RequestCases.Rows;

    [Theory]
    [MemberData(nameof(Rows))]
    public void Request_SplitAtEveryByte_ParsesAsIfWhole(string row)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(RequestCases.All.Single(candidate => candidate.Row == row).Raw);
        (HeadStatus, CauseCode, int) whole = Parse(bytes, [bytes.Length]);

        int last = Math.Min(bytes.Length, 1000); // Beyond lies one long run of the same letter.
        for (int at = 1; at < last; at++)
        {
            Assert.Equal(whole, Parse(bytes, [at, bytes.Length]));
        }

        Assert.Equal(whole, Parse(bytes, [.. Enumerable.Range(1, bytes.Length)]));
    }

    [Fact]
    public void Head_UsedAgain_RemembersNothing()
    {
        var head = new RequestHead();
        Assert.Equal(HeadStatus.Complete, head.Parse("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5\r\n\r\n"u8));
        head.Reset();
        Assert.Equal(HeadStatus.Complete, head.Parse("GET /x HTTP/1.1\r\nHost: b\r\n\r\n"u8));

        Assert.Equal((RequestMethod.Get, BodyFraming.None, 1), (head.Method, head.Body, head.Fields.Length));
        Assert.False(head.Connection.Close);
    }

    private static (HeadStatus, CauseCode, int) Parse(byte[] bytes, int[] ends)
    {
        var head = new RequestHead();
        HeadStatus status = HeadStatus.Incomplete;
        foreach (int end in ends)
        {
            // Each time in an array of its own: a head must not hold on to the bytes it has seen before.
            status = head.Parse(bytes.AsSpan(0, end).ToArray());
            if (status != HeadStatus.Incomplete)
            {
                break;
            }
        }

        return (status, head.Cause, head.Length);
    }
}
