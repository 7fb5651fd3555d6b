using System.Net;
using System.Net.Sockets;
using System.Text;
using LearnLoadBalancer.Lab.Bench.Backends;
using LearnLoadBalancer.Lab.Bench.Load;

namespace LearnLoadBalancer.Tests.Lab.Bench;

public sealed class RawBackendTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    /// <summary>A TCP relay passes a slow client's head on as it comes.</summary>
    [Fact]
    public async Task RunAsync_AHeadByteByByte_IsAnswered()
    {
        using var backend = new RawBackend();
        Task serving = backend.RunAsync();
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, backend.Port);
        foreach (byte one in HttpConnection.Get("/", keepAlive: false))
        {
            await client.SendAsync(new[] { one });
        }

        using var stream = new NetworkStream(client);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        string response = await reader.ReadToEndAsync().WaitAsync(Guard);

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", response, StringComparison.Ordinal);
        Assert.EndsWith($"\r\n\r\n{BenchContent.Small}", response, StringComparison.Ordinal);
        backend.Dispose();
        await serving.WaitAsync(Guard);
    }
}
