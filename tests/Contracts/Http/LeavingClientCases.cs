using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>What clients have asked and sent before they leave.</summary>
internal static class LeavingClientCases
{
    /// <summary>A request after which the client speaks WebSocket, if the backend agrees.</summary>
    public const string Upgrade = "GET /chat HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";

    /// <summary>A request that says it is the last.</summary>
    public const string LastGet = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    private const string ChunkedPost = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";

    /// <summary>What is asked, and what is sent when that has come to the backend.</summary>
    public static TheoryData<string, string> Requests => new()
    {
        { HttpText.Get, "" },
        { HttpText.Get, HttpText.Get }, // Its next request, read while we listen.
        { HttpText.Get + HttpText.Get, "" }, // Its next request, read together with the first.
        { HttpText.Get, new string('x', 100_000) },
        { LastGet, "" },
        { LastGet, "more" },
        { "GET / HTTP/1.0\r\nHost: a\r\n\r\n", "" },
        { HttpText.Post(5) + "hello", "" },
        { HttpText.Post(5) + "hello" + HttpText.Get, "" },
        { HttpText.Post(5), "hello" },
        { HttpText.Post(5), "hello" + HttpText.Get },
        { HttpText.Post(10) + "hello", "" },
        { ChunkedPost + "5\r\nhello\r\n0\r\n\r\n", "" },
        { ChunkedPost + "5\r\nhello\r\n0\r\n\r\n" + HttpText.Get, "" },
        { ChunkedPost + "5\r\nhello\r\n", "" },
        { "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n", "" },
        { Upgrade, "" },
        { Upgrade + "first words", "" },
        { Upgrade, "first words" },
        { Upgrade, new string('x', 100_000) },
    };
}
