using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using LearnLoadBalancer.Tests.Processes;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>Clients and servers that we did not write: curl, Node.js, .NET's HttpClient. The suite's machine must have them.</summary>
/// <remarks>It starts nine programs, which takes three seconds of the processor's time.</remarks>
[OldestAndNewest]
[StartsPrograms]
public abstract class RealClients<TLevel>
    where TLevel : IHttpLevel, new()
{
    [Fact]
    public async Task Curl_ThreeAddresses_UsesOneConnection()
    {
        await using Rig rig = await Rig.StartAsync<TLevel>();
        string url = $"http://127.0.0.1:{rig.Level.Port}/";
        string output = await CurlAsync("-s", "-w", " %{num_connects} ", url, url, url);

        Assert.Equal("ok 1 ok 0 ok 0 ", output);
    }

    [Theory]
    [InlineData("--http1.0")]
    [InlineData("--http1.1")]
    public async Task Curl_UploadOfAMegabyte_Arrives(string version)
    {
        await using Rig rig = await Rig.StartAsync<TLevel>(request => HttpText.Response($"{request.Body.Length}"));
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, new string('x', 1_000_000));
            string output = await CurlAsync("-s", version, "--expect100-timeout", "0.1", "-T", file, $"http://127.0.0.1:{rig.Level.Port}/");
            Assert.Equal("1000000", output);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData(true, "600")] // The backend's word comes through: without it, curl would wait for ten minutes.
    [InlineData(false, "0.1")] // It does not come, and curl sends its body all the same.
    public async Task Curl_ExpectContinue_SendsItsBodyWhenTheWordComesOrItsPatienceEnds(bool word, string patience)
    {
        await using var backend = new ScriptedBackend(async peer =>
        {
            string request = await peer.ReadUntilAsync(HttpText.EndOfHead);
            await peer.SendAsync(word ? "HTTP/1.1 100 Continue\r\n\r\n" : "");
            while (!request.EndsWith("hello", StringComparison.Ordinal)) // On a busy machine it comes together with the head.
            {
                request += await peer.ReadUntilAsync("o");
            }

            await peer.SendAsync(HttpText.Response(request.Contains("Expect: 100-continue", StringComparison.Ordinal) ? "thanks" : "never asked"));
        });
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        string output = await CurlAsync(
            "-s", "--expect100-timeout", patience, "-H", "Expect: 100-continue", "-d", "hello", $"http://127.0.0.1:{level.Port}/");

        Assert.Equal("thanks", output);
    }

    [Fact]
    public async Task Curl_ChunkedUpload_Arrives()
    {
        await using Rig rig = await Rig.StartAsync<TLevel>(request => HttpText.Response(request.Body));
        string output = await CurlAsync("-s", "-H", "Transfer-Encoding: chunked", "-d", "hello", $"http://127.0.0.1:{rig.Level.Port}/");

        Assert.Equal("hello", output);
        Assert.Equal("chunked", Assert.Single(rig.Backend.Requests).Field("Transfer-Encoding"));
    }

    [Fact]
    public async Task HttpClient_ManyRequestsOfEveryKind_GetTheirResponses()
    {
        await using Rig rig = await Rig.StartAsync<TLevel>(request => HttpText.Response($"{request.FirstLine} {request.Body.Length}"));
        // This backend never says 100 Continue, so there is no point in waiting a second for it, 67 times.
        using var handler = new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMilliseconds(10) };
        using var client = new HttpClient(handler) { BaseAddress = new Uri($"http://127.0.0.1:{rig.Level.Port}/") };
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), async (number, cancel) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{number}")
            {
                Content = new ByteArrayContent(new byte[number * 100]),
            };
            request.Headers.TransferEncodingChunked = number % 2 == 0;
            request.Headers.ExpectContinue = number % 3 == 0;
            using HttpResponseMessage response = await client.SendAsync(request, cancel);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal($"POST /{number} HTTP/1.1 {number * 100}", await response.Content.ReadAsStringAsync(cancel));
        });
    }

    [Fact]
    public async Task ClientWebSocket_MessagesOfEverySize_ComeBack()
    {
        await using var backend = new ScriptedBackend(EchoAsync);
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel(), null, backend);
        using var client = new ClientWebSocket();
        await client.ConnectAsync(new Uri($"ws://127.0.0.1:{level.Port}/chat"), CancellationToken.None).EndsAsync("the handshake");
        foreach (int length in (int[])[0, 1, 125, 126, 65_535, 65_536, 1_000_000]) // Where the frame's head changes its form.
        {
            byte[] sent = Bytes.At(0, length).ToArray();
            await client.SendAsync(sent, WebSocketMessageType.Binary, true, CancellationToken.None).EndsAsync("sending");
            var received = new MemoryStream();
            await ReceiveAsync(client, received);
            Assert.Equal(sent, received.ToArray());
        }

        await client.CloseAsync(WebSocketCloseStatus.NormalClosure, "bye", CancellationToken.None).EndsAsync("closing");
        Assert.Equal((WebSocketCloseStatus.NormalClosure, "bye"), (client.CloseStatus, client.CloseStatusDescription));
        await Eventually.TrueAsync(() => backend.Open == 0, "the backend's connection is over, too");
        Assert.Empty(backend.Failures);
    }

    [Fact]
    public async Task NodeAgentAndServer_KeepAliveUploadsTrailersAndWebSocket_AllPass()
    {
        // Server, client and level are three programs; the script plays the first two, and knows no package.
        await using NodeScript server = await NodeScript.StartAsync("server", "0");
        await using var level = RunningLevel.Start(new TLevel(), new LearnLoadBalancer.Backends.Backend("127.0.0.1", server.Port));
        ProgramResult client = await RunningProgram.RunAsync(Programs.Node(NodeScript.Path, "client", $"{level.Port}"));

        Assert.True(client.Output.EndsWith("all passed\n", StringComparison.Ordinal), client.Output + client.Errors);
    }

    /// <summary>A server of .NET's own WebSocket, behind a handshake by hand (RFC 6455, section 4.2.2).</summary>
    [SuppressMessage("Security", "CA5350:Do not use weak cryptographic algorithms", Justification = "The RFC asks for it. It shows that the server understood, and protects nothing.")]
    private static async Task EchoAsync(Peer peer)
    {
        string head = await peer.ReadUntilAsync(HttpText.EndOfHead);
        string key = head.Split("\r\nSec-WebSocket-Key: ")[1].Split("\r\n")[0];
        string accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
        await peer.SendAsync($"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n");
        await using var stream = new NetworkStream(peer.Socket);
        using WebSocket server = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true });
        var message = new MemoryStream();
        while (await ReceiveAsync(server, message))
        {
            await server.SendAsync(message.ToArray(), WebSocketMessageType.Binary, true, CancellationToken.None);
            message.SetLength(0);
        }

        await server.CloseOutputAsync(server.CloseStatus!.Value, server.CloseStatusDescription, CancellationToken.None);
    }

    /// <summary>One message; false when the other side says goodbye instead.</summary>
    private static async Task<bool> ReceiveAsync(WebSocket socket, MemoryStream message)
    {
        var buffer = new byte[16 * 1024];
        WebSocketReceiveResult result;
        do
        {
            result = await socket.ReceiveAsync(buffer, CancellationToken.None).EndsAsync("a message");
            message.Write(buffer, 0, result.Count);
        }
        while (!result.EndOfMessage);

        return result.MessageType != WebSocketMessageType.Close;
    }

    private static async Task<string> CurlAsync(params string[] arguments) => (await RunningProgram.RunAsync(Programs.Curl(arguments))).Output;
}
