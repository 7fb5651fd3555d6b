using LearnLoadBalancer.Http;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>Every row of "Case by case: requests": sent whole, and in two pieces that meet at any byte.</summary>
/// <remarks>
/// The pieces must not meet again in the kernel. So the first follows another request, in the same send: once
/// that is answered, the level has received what came with it, and only then the second piece is sent.
/// </remarks>
public abstract class RequestFraming<TLevel>
    where TLevel : IHttpLevel, new()
{
    /// <summary>More than this of a case's bytes is one long run of the same letter; splits inside it are all alike.</summary>
    private const int SplitsAtBothEnds = 300;

    private const string RequestBefore = "GET /before HTTP/1.1\r\nHost: a\r\n\r\n";

    [Theory]
    [MemberData(nameof(RequestCases.Rows), MemberType = typeof(RequestCases))]
    public async Task Request_OfThisRow_IsTreatedAsTheRowSays(string row)
    {
        RequestCase test = RequestCases.All.Single(candidate => candidate.Row == row);
        await using Rig rig = await Rig.StartAsync<TLevel>();
        await CheckAsync(rig, test, 0);

        int[] splits = Splits.Of(test.Raw, SplitsAtBothEnds, new TLevel());
        await Parallel.ForEachAsync(splits, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (at, _) =>
            await CheckAsync(rig, test, at));

        // Exactly one unambiguous request each time, or none: the backend has judged them one by one.
        HttpMessage[] arrived = [.. rig.Backend.Requests.Where(request => !RequestBefore.StartsWith(request.FirstLine, StringComparison.Ordinal))];
        Assert.Equal(test.Forwarded is null ? 0 : splits.Length + 1, arrived.Length);
        Assert.All(arrived, request => Assert.Equal((test.Forwarded, test.Body, test.Trailers), (request.Head, request.Body, string.Join("\r\n", request.Trailers))));
    }

    private static async Task CheckAsync(Rig rig, RequestCase test, int splitAt)
    {
        using Peer client = await rig.Level.ConnectAsync();
        var reader = new HttpReader(client);
        if (splitAt > 0)
        {
            await client.SendAsync(RequestBefore + test.Raw[..splitAt]);
            Assert.Equal("ok", (await reader.ReadResponseAsync()).Body);
        }

        await client.SendAsync(test.Raw[splitAt..]);
        HttpMessage response = await reader.ReadResponseAsync();
        Assert.Equal(test.Status, response.Status);
        Assert.Equal(test.Cause, response.Field("X-LB-Cause"));
        if (test.Forwarded is null)
        {
            // The framing of what follows can't be trusted: it must not be taken for a request.
            Assert.Equal("close", response.Field("Connection"));
            Assert.Contains(test.Cause!, response.Body, StringComparison.Ordinal);
            await reader.ReadEndAsync();
        }
    }

    [Theory]
    [InlineData("HTTP/1.1", "Via: 1.1 LearnLoadBalancer\r\n")]
    [InlineData("HTTP/1.0", "Via: 1.0 LearnLoadBalancer\r\n")]
    public async Task Via_ByOptionOnly_SaysWhatTheClientSpeaks(string version, string field)
    {
        await using Rig rig = await Rig.StartAsync<TLevel>(options: new HttpOptions { SendVia = true });
        await rig.AskAsync($"GET / {version}\r\nHost: a\r\n\r\n");
        Assert.Contains(field, rig.Backend.Requests[0].Head, StringComparison.Ordinal);
    }
}
