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
    public void Response_SplitAtEveryByte_ParsesAsIfWhole()
    {
        foreach (ResponseCase row in ResponseCases.All.Where(row => row.Raw.Length is > 0 and < 1000))
        {
            byte[] bytes = Encoding.Latin1.GetBytes(row.Raw);
            string whole = Read(new ResponseHead(), bytes, [bytes.Length]);
            for (int at = 1; at < bytes.Length; at++)
            {
                Assert.Equal(whole, Read(new ResponseHead(), bytes, [at, bytes.Length]));
            }

            Assert.Equal(whole, Read(new ResponseHead(), bytes, [.. Enumerable.Range(1, bytes.Length)]));
        }
    }

    /// <summary>However lines end, what is sent on is the same, and ends its lines as it should.</summary>
    [Fact]
    public void Response_EveryMixtureOfLineEnds_IsWrittenTheSame()
    {
        const string Head = "HTTP/1.1 200 OK|Server: x|Connection: X-A|X-A: 1|X-B: 2||";
        int lines = Head.Count(letter => letter == '|');
        var all = new HashSet<string>();
        for (int mixture = 0; mixture < 1 << lines; mixture++)
        {
            int line = 0;
            byte[] bytes = Encoding.Latin1.GetBytes(string.Concat(Head.Select(letter => letter != '|' ? letter.ToString() : (mixture >> line++ & 1) == 0 ? "\r\n" : "\n")));
            var head = new ResponseHead();
            Assert.Equal(HeadStatus.Complete, head.Parse(bytes));
            Assert.Equal(mixture != 0, head.HasBareLineEnds);
            Assert.Equal(bytes.Length, head.Length);
            var output = new OutputBuffer(System.Buffers.ArrayPool<byte>.Shared);
            ResponseWriter.WriteInterim(head, bytes, output);
            all.Add(Encoding.Latin1.GetString(output.Written.Span));
            output.Release();
        }

        Assert.Equal("HTTP/1.1 200 OK\r\nServer: x\r\nX-B: 2\r\n\r\n", Assert.Single(all));
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
        HeadStatus status = Parse(head, bytes, ends);
        return (status, head.Cause, head.Length);
    }

    /// <summary>All that a head says.</summary>
    private static string Read(ResponseHead head, byte[] bytes, int[] ends) =>
        $"{Parse(head, bytes, ends)} {head.Cause} {head.Length} {head.Status} {head.FirstLineEnd} {head.HasBareLineEnds} {string.Join('|', head.Fields.ToArray())}";

    private static HeadStatus Parse(HttpHead head, byte[] bytes, int[] ends)
    {
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

        return status;
    }
}
