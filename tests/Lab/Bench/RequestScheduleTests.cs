using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Lab.Bench.Load;

namespace LearnLoadBalancer.Tests.Lab.Bench;

public class RequestScheduleTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private static readonly byte[] Response = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray();

    [Fact]
    public async Task Due_ConnectionIsBusy_LatencyCountsFromWhenItWasDue()
    {
        using Socket listener = Listen();
        byte[] request = HttpConnection.Get("/");
        using var schedule = new RequestSchedule(request, total: 3);
        await schedule.AddConnectionAsync((IPEndPoint)listener.LocalEndPoint!, CancellationToken.None);
        using Socket server = await listener.AcceptAsync();

        // Three requests that were due ten, twenty and thirty seconds ago, and one connection for them.
        long now = Stopwatch.GetTimestamp();
        foreach (int seconds in new[] { 10, 20, 30 })
        {
            schedule.Due(now - (seconds * Stopwatch.Frequency));
        }

        for (int i = 0; i < 3; i++)
        {
            await ReceiveAllAsync(server, request.Length);
            Assert.Equal(0, server.Available); // The next one waits for this response.
            await server.SendAsync(Response);
        }

        await schedule.Answered.WaitAsync(Guard);
        List<double> latencies = await schedule.EndAsync();

        Assert.Equal(3, latencies.Count);
        Assert.True(latencies[0] >= 10_000 && latencies[1] >= 20_000 && latencies[2] >= 30_000, string.Join(' ', latencies));
    }

    [Fact]
    public async Task End_ResponseIsMissing_HasNoLatency()
    {
        using Socket listener = Listen();
        using var schedule = new RequestSchedule(HttpConnection.Get("/"), total: 1);
        await schedule.AddConnectionAsync((IPEndPoint)listener.LocalEndPoint!, CancellationToken.None);

        schedule.Due(Stopwatch.GetTimestamp());

        Assert.Empty(await schedule.EndAsync());
        Assert.False(schedule.Answered.IsCompleted);
    }

    private static Socket Listen()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        return listener;
    }

    private static async Task ReceiveAllAsync(Socket socket, int count)
    {
        using var limit = new CancellationTokenSource(Guard);
        byte[] buffer = new byte[count];
        for (int received = 0; received < count;)
        {
            int some = await socket.ReceiveAsync(buffer.AsMemory(received), limit.Token);
            Assert.NotEqual(0, some);
            received += some;
        }
    }
}
