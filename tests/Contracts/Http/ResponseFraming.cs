using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>Every row of "Case by case: origin faults": sent whole, and in two pieces that meet at any byte.</summary>
/// <remarks>
/// The pieces must not meet again in the kernel. So the first follows an interim response, in the same send:
/// once the client has that, the level has received what came with it, and only then the second piece is sent.
/// An HTTP/1.0 client gets no interim responses; for its few rows the pieces are sent one right after the other.
/// </remarks>
public abstract class ResponseFraming<TLevel>
    where TLevel : IHttpLevel, new()
{
    private const int SplitsAtBothEnds = 120;
    private const string EarlyHints = "HTTP/1.1 103 Early Hints\r\n\r\n";

    [Theory]
    [MemberData(nameof(ResponseCases.Rows), MemberType = typeof(ResponseCases))]
    public async Task Response_OfThisRow_IsTreatedAsTheRowSays(string row)
    {
        ResponseCase test = ResponseCases.All.Single(candidate => candidate.Row == row);
        int[] splits = [0, .. Splits.Of(test.Raw, SplitsAtBothEnds, new TLevel())];
        await Parallel.ForEachAsync(splits, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (at, _) => await CheckAsync(test, at));
    }

    [Theory]
    [MemberData(nameof(ResponseCases.BadChunkRows), MemberType = typeof(ResponseCases))]
    public async Task BadChunk_InAResponse_Is502OrACutAndNeverAnEnd(string row)
    {
        ResponseCase test = ResponseCases.BadChunks.Single(candidate => candidate.Row == row);
        await CheckAsync(test, 0);
        foreach (int at in Splits.Of(test.Raw, SplitsAtBothEnds, new TLevel()))
        {
            await using var backend = new ScriptedBackend();
            await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
            using Peer client = await level.ConnectAsync();
            await client.SendAsync(HttpText.Get);
            using Peer server = await backend.AcceptAsync();
            await server.ReadUntilAsync(HttpText.EndOfHead);
            await SendAsync(server, client, test, at);

            try
            {
                // Wrong from the first chunk on, and noticed in time: a clean 502.
                HttpMessage response = await new HttpReader(client).ReadResponseAsync();
                Assert.Equal((502, test.Cause), (response.Status, response.Field("X-LB-Cause")));
            }
            catch (System.Net.Sockets.SocketException)
            {
                // The head had gone: a reset. An orderly end would be another exception, and fail the test.
            }
        }
    }

    private static async Task CheckAsync(ResponseCase test, int splitAt)
    {
        await using PendingRequest pending = await PendingRequest.StartAsync<TLevel>(test.Request ?? HttpText.Get);
        (_, Peer client, Peer server) = pending;
        await SendAsync(server, client, test, splitAt);
        if (test.Received is null)
        {
            End(server, test.After);
            await CheckOurResponseAsync(test, client);
        }
        else if (test.Cut)
        {
            await CheckCutAsync(test, client, server);
        }
        else
        {
            End(server, test.After);
            await CheckReceivedAsync(test, client, splitAt);
        }

        bool closed = test.Received?.Contains("Connection: close", StringComparison.Ordinal) == true;
        if (test.Pooled && !closed)
        {
            await client.SendAsync(HttpText.Get);
            await server.ReadUntilAsync(HttpText.EndOfHead); // On the same connection.
            await server.SendAsync(HttpText.Response("again"));
            await client.ReadUntilAsync("again");
        }
        else if (!test.Pooled && test.After == Afterwards.Stay)
        {
            Assert.Equal(0, (await ReadAllAsync(server)).Text.Length); // Closed by us, one way or the other.
        }
    }

    private static async Task SendAsync(Peer server, Peer client, ResponseCase test, int splitAt)
    {
        try
        {
            if (splitAt > 0 && test.Request?.Contains("HTTP/1.0", StringComparison.Ordinal) == true)
            {
                await server.SendAsync(test.Raw[..splitAt]);
            }
            else if (splitAt > 0)
            {
                await server.SendAsync(EarlyHints + test.Raw[..splitAt]);
                Assert.Equal(EarlyHints, await client.ReadExactlyAsync(EarlyHints.Length));
            }

            await server.SendAsync(test.Raw[splitAt..]);
        }
        catch (System.Net.Sockets.SocketException) when (test.Received is null)
        {
            // We have heard enough and hung up.
        }
    }

    private static async Task CheckOurResponseAsync(ResponseCase test, Peer client)
    {
        var reader = new HttpReader(client);
        HttpMessage response;
        do
        {
            response = await reader.ReadResponseAsync();
        }
        while (response.Status < 200);

        Assert.Equal((test.Status, test.Cause), (response.Status, response.Field("X-LB-Cause")));
        Assert.Null(response.Field("Connection")); // The client did nothing wrong, and may go on.
    }

    private static async Task CheckReceivedAsync(ResponseCase test, Peer client, int splitAt)
    {
        string expected = test.Received!;
        if (expected.Contains("Connection: close", StringComparison.Ordinal))
        {
            Assert.Equal(expected, await client.ReadToEndAsync());
        }
        else if (splitAt == 0 || !expected.Contains("chunked", StringComparison.Ordinal))
        {
            Assert.Equal(expected, await client.ReadExactlyAsync(expected.Length));
        }
        else
        {
            // A chunk that came in two pieces may leave in two.
            HttpMessage response = await new HttpReader(client).ReadResponseAsync(test.Request?.StartsWith("HEAD", StringComparison.Ordinal) == true);
            Assert.StartsWith(response.Head, expected, StringComparison.Ordinal);
            Assert.Equal(expected.Contains("hello", StringComparison.Ordinal) ? "hello" : "", response.Body);
            Assert.Equal(expected.Contains("X-Sum", StringComparison.Ordinal) ? ["X-Sum: 1"] : [], response.Trailers);
        }
    }

    /// <summary>The client has all that came and not a byte more, no end that was never there, and then the reset.</summary>
    private static async Task CheckCutAsync(ResponseCase test, Peer client, Peer server)
    {
        CutResponse expected = CutResponse.Parse(test.Received!);
        Assert.False(expected.IsWhole, "The row itself ends as if it were whole.");
        string text = "";
        if (test.After == Afterwards.Reset || !OperatingSystem.IsLinux())
        {
            // A reset destroys what is under way, and elsewhere than on Linux also what has not been read yet: first let it arrive.
            while (CutResponse.Parse(text).Body.Length < expected.Body.Length)
            {
                string some = await client.ReadSomeAsync();
                Assert.True(some.Length > 0, $"The end came before the backend's, after: {text}");
                text += some;
            }
        }

        End(server, test.After);
        (string rest, bool reset) = await ReadAllAsync(client);
        Assert.True(reset, $"The end looked orderly after: {text + rest}");
        Assert.Equal(expected, CutResponse.Parse(text + rest));
    }

    private static void End(Peer server, Afterwards then)
    {
        switch (then)
        {
            case Afterwards.Close:
                server.FinishSending();
                break;
            case Afterwards.Reset:
                server.Reset();
                break;
        }
    }

    private static async Task<(string Text, bool Reset)> ReadAllAsync(Peer peer)
    {
        var text = new System.Text.StringBuilder();
        try
        {
            while (await peer.ReadSomeAsync() is { Length: > 0 } some)
            {
                text.Append(some);
            }

            return (text.ToString(), false);
        }
        catch (System.Net.Sockets.SocketException)
        {
            return (text.ToString(), true);
        }
    }
}
