using System.Net;
using System.Net.Sockets;
using System.Text;
using LearnLoadBalancer.Lab.Checking.Wire;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Lab.Checking.Wire;

public sealed class WireReaderTests : IDisposable
{
    private readonly CancellationTokenSource _guard = new(TimeSpan.FromSeconds(60));

    /// <summary>The same message, cut in two at every byte: where a piece ends must make no difference.</summary>
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "hello")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\nT: 1\r\n\r\n", "hello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "")]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", "")]
    public async Task ReadBody_CutAtEveryByte_IsTheSame(string message, string body)
    {
        for (int cut = 0; cut <= message.Length; cut++)
        {
            (StreamEnd end, string came) = await ReadAsync(message[..cut], message[cut..], reset: false);

            Assert.Equal((StreamEnd.Complete, body), (end, came));
        }
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello", nameof(StreamEnd.Closed))]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", nameof(StreamEnd.Closed))]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n", nameof(StreamEnd.Closed))]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello0\r\n\r\n", nameof(StreamEnd.Malformed))]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", nameof(StreamEnd.Malformed))]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nhello", nameof(StreamEnd.Complete))]
    public async Task ReadBody_ThenClosed_TellsWhetherItIsWhole(string message, string expected)
    {
        (StreamEnd end, _) = await ReadAsync(message, "", reset: false);

        Assert.Equal(expected, end.ToString());
    }

    [Fact]
    public async Task ReadBody_ThenReset_SaysSo()
    {
        (StreamEnd end, _) = await ReadAsync("HTTP/1.1 200 OK\r\n\r\nhel", "", reset: true);

        Assert.Equal(StreamEnd.Reset, end);
    }

    public void Dispose() => _guard.Dispose();

    private async Task<(StreamEnd End, string Body)> ReadAsync(string first, string second, bool reset)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using var sender = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await sender.ConnectAsync(listener.LocalEndPoint!, _guard.Token);
        using Socket receiver = await listener.AcceptAsync(_guard.Token);

        var reader = new WireReader(receiver);
        var body = new StringBuilder();
        Task<StreamEnd> reading = ReadAsync(reader, body);
        await sender.SendAsync(Encoding.Latin1.GetBytes(first), _guard.Token);

        // Else the pieces may meet again in the kernel; and a reset destroys what was not read yet.
        await Eventually.TrueAsync(() => reader.BytesReceived == first.Length, "the first piece has been read");
        await sender.SendAsync(Encoding.Latin1.GetBytes(second), _guard.Token);
        if (reset)
        {
            sender.LingerState = new LingerOption(enable: true, seconds: 0);
            sender.Dispose();
        }
        else
        {
            sender.Shutdown(SocketShutdown.Send);
        }

        return (await reading, body.ToString());
    }

    private async Task<StreamEnd> ReadAsync(WireReader reader, StringBuilder body)
    {
        HttpHead? head = await reader.ReadHeadAsync(_guard.Token);
        return await reader.ReadBodyAsync(head!.FramingOfResponse("GET"), bytes => body.Append(Encoding.Latin1.GetString(bytes)), _guard.Token);
    }
}
