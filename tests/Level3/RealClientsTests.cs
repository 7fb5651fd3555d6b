using System.Diagnostics;
using System.Net;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Level3;

/// <summary>Clients and servers that we did not write: curl, Node.js, .NET's HttpClient. The suite's machine must have them.</summary>
public sealed class RealClientsTests
{
    [Fact]
    public async Task Curl_ThreeAddresses_UsesOneConnection()
    {
        await using Rig rig = await Rig.StartAsync();
        string url = $"http://127.0.0.1:{rig.Level.Port}/";
        (string output, string log) = await RunAsync("curl", "-sv", url, url, url);

        Assert.Equal("okokok", output);
        Assert.Equal(2, log.Split("Re-using existing connection").Length - 1);
    }

    [Theory]
    [InlineData("--http1.0")]
    [InlineData("--http1.1")]
    public async Task Curl_UploadOfAMegabyte_Arrives(string version)
    {
        await using Rig rig = await Rig.StartAsync(request => HttpText.Answer($"{request.Body.Length}"));
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, new string('x', 1_000_000));
            (string output, _) = await RunAsync("curl", "-s", version, "--expect100-timeout", "0.1", "-T", file, $"http://127.0.0.1:{rig.Level.Port}/");
            Assert.Equal("1000000", output);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task Curl_ChunkedUpload_Arrives()
    {
        await using Rig rig = await Rig.StartAsync(request => HttpText.Answer(request.Body));
        (string output, _) = await RunAsync("curl", "-s", "-H", "Transfer-Encoding: chunked", "-d", "hello", $"http://127.0.0.1:{rig.Level.Port}/");

        Assert.Equal("hello", output);
        Assert.Equal("chunked", Assert.Single(rig.Backend.Requests).Field("Transfer-Encoding"));
    }

    [Fact]
    public async Task HttpClient_ManyRequestsOfEveryKind_GetTheirAnswers()
    {
        await using Rig rig = await Rig.StartAsync(request => HttpText.Answer($"{request.FirstLine} {request.Body.Length}"));
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{rig.Level.Port}/") };
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), async (number, cancel) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{number}")
            {
                Content = new ByteArrayContent(new byte[number * 100]),
            };
            request.Headers.TransferEncodingChunked = number % 2 == 0;
            request.Headers.ExpectContinue = number % 3 == 0;
            using HttpResponseMessage answer = await client.SendAsync(request, cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal($"POST /{number} HTTP/1.1 {number * 100}", await answer.Content.ReadAsStringAsync(cancel));
        });
    }

    [Fact]
    public async Task NodeAgentAndServer_KeepAliveUploadsTrailersAndWebSocket_AllPass()
    {
        // Server, client and level are three programs; the script plays the first two, and knows no package.
        await using NodeScript server = await NodeScript.StartAsync("server", "0");
        await using var level = Contracts.RunningLevel.Start(new Contracts.Level3(), new LearnLoadBalancer.Backends.Backend("127.0.0.1", server.Port));
        (string output, string errors) = await RunAsync("node", NodeScript.Path, "client", $"{level.Port}");

        Assert.True(output.EndsWith("all passed\n", StringComparison.Ordinal), output + errors);
    }

    private static async Task<(string Output, string Errors)> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().EndsAsync(program);
        return (await output, await errors);
    }
}
