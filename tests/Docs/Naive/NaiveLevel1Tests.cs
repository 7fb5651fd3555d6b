using System.Net;
using System.Net.Sockets;
using System.Text;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>What the chapter of Level 1 calls wrong is wrong, in the way that it says; and ours is not.</summary>
public sealed class NaiveLevel1Tests
{
    private static readonly Backend[] Backends = [new("a", 1), new("b", 2), new("c", 3)];

    [Fact]
    public void UnlockedRoundRobin_TwoThreads_LosesTurns()
    {
        var policy = new UnlockedRoundRobin();

        // Which turn is lost is chance, so go on until one is. With the lock this would go on forever.
        using var guard = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (IsEven(policy, turns: 30_000))
        {
            guard.Token.ThrowIfCancellationRequested();
        }
    }

    [Fact]
    public void RoundRobinPolicy_TwoThreads_LosesNone()
    {
        var policy = new RoundRobinPolicy();

        Assert.All(Enumerable.Range(0, 20), _ => Assert.True(IsEven(policy, turns: 30_000)));
    }

    [Fact]
    public async Task ReadAllThenSend_ClientThatWaitsForItsResponse_SwallowsEverythingAndForwardsNothing()
    {
        (Socket client, Socket accepted) = await ConnectAsync();
        (Socket dialled, Socket backend) = await ConnectAsync();
        using (client)
        using (accepted)
        using (dialled)
        using (backend)
        {
            Task relay = ReadAllThenSend.RunAsync(accepted, dialled);

            // More than all buffers of the kernel can hold, and nobody reads at the other end: with
            // backpressure this send would never end.
            await client.SendAsync(new byte[64 * 1024 * 1024]).EndsAsync("sending");
            Assert.Equal(0, backend.Available);
            Assert.False(relay.IsCompleted);

            accepted.Dispose();
            Assert.NotNull(await Record.ExceptionAsync(() => relay)); // Which one depends on what it was just doing.
        }
    }

    [Fact]
    public async Task HoldsItsBuffer_SenderThatSaysNothing_HoldsABufferAndForwardsAllTheSame()
    {
        var buffers = new CountingArrayPool();
        (Socket sender, Socket from) = await ConnectAsync();
        (Socket to, Socket receiver) = await ConnectAsync();
        using (sender)
        using (from)
        using (to)
        using (receiver)
        {
            Task relay = new HoldsItsBuffer(from, to, buffers).CopyUntilEndAsync();
            Assert.Equal(1, buffers.Out); // Nobody has said a word yet.

            await sender.SendAsync("question"u8.ToArray());
            byte[] buffer = new byte[100];
            Assert.Equal("question", Encoding.ASCII.GetString(buffer, 0, await receiver.ReceiveAsync(buffer).EndsAsync("the question")));

            sender.Shutdown(SocketShutdown.Send);
            await relay.EndsAsync("the relay");
            Assert.Equal(0, buffers.Out);
        }
    }

    [Fact]
    public async Task CloseAtTheFirstEnd_ClientThatHasFinishedAsking_GetsNoResponse()
    {
        (Socket client, Socket accepted) = await ConnectAsync();
        (Socket dialled, Socket backend) = await ConnectAsync();
        using (client)
        using (backend)
        {
            Task relay = CloseAtTheFirstEnd.RunAsync(accepted, dialled);
            await client.SendAsync("question"u8.ToArray());
            client.Shutdown(SocketShutdown.Send);
            await relay.EndsAsync("the relay");

            // The question arrived, but whoever would carry the response has gone.
            byte[] buffer = new byte[100];
            Assert.Equal("question", Encoding.ASCII.GetString(buffer, 0, await backend.ReceiveAsync(buffer).EndsAsync("the question")));
            Assert.Equal(0, await client.ReceiveAsync(buffer).EndsAsync("the client's end"));
        }
    }

    [Fact]
    public async Task AbruptBadGateway_ClientThatStillUploads_IsReset()
    {
        (Socket client, Socket accepted) = await ConnectAsync();
        using (client)
        {
            await client.SendAsync("POST / HTTP/1.1\r\n"u8.ToArray());
            Assert.True(accepted.Poll(TimeSpan.FromSeconds(30), SelectMode.SelectRead)); // Unread input is there.
            await AbruptBadGateway.SendAsync(accepted);

            await Assert.ThrowsAsync<SocketException>(() => UploadAsync(client, 10_000_000));
        }
    }

    [Fact]
    public async Task BadGateway_ClientThatStillUploads_CanFinishAndReadIt()
    {
        (Socket client, Socket accepted) = await ConnectAsync();
        using (client)
        using (accepted)
        {
            await client.SendAsync("POST / HTTP/1.1\r\n"u8.ToArray());
            Task answering = BadGateway.SendAsync(accepted, TimeProvider.System, CancellationToken.None);
            await UploadAsync(client, 10_000_000);
            client.Shutdown(SocketShutdown.Send);

            byte[] response = new byte[BadGateway.Bytes.Length];
            int received = 0;
            while (received < response.Length)
            {
                int more = await client.ReceiveAsync(response.AsMemory(received)).AsTask().EndsAsync("the response");
                Assert.NotEqual(0, more);
                received += more;
            }

            Assert.Equal(BadGateway.Bytes.ToArray(), response);
            await answering.EndsAsync("the drain");
        }
    }

    [Fact]
    public async Task OneClientAtATime_TwoClients_TheSecondWaitsForTheFirstToLeave()
    {
        using Socket listener = Listen();
        var leave = new TaskCompletionSource();
        var events = new List<string>();
        Task server = OneClientAtATime.RunAsync(listener, async client =>
        {
            events.Add("in");
            if (events.Count > 1)
            {
                throw new OperationCanceledException("Two are enough."); // Ends the loop, which has no other end.
            }

            await leave.Task;
            events.Add("out");
        });

        using Socket first = await DialAsync(listener);
        using Socket second = await DialAsync(listener); // Connected: the kernel has done that. Served: no.
        leave.SetResult();
        await Assert.ThrowsAsync<OperationCanceledException>(() => server.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(["in", "out", "in"], events);
    }

    private static bool IsEven(ILoadBalancingPolicy policy, int turns)
    {
        int[] counts = new int[Backends.Length];
        Parallel.For(0, 2, new ParallelOptions { MaxDegreeOfParallelism = 2 }, _ =>
        {
            int[] mine = new int[Backends.Length];
            for (int turn = 0; turn < turns / 2; turn++)
            {
                mine[policy.Pick(Backends)!.Port - 1]++;
            }

            for (int i = 0; i < counts.Length; i++)
            {
                Interlocked.Add(ref counts[i], mine[i]);
            }
        });
        return counts.All(count => count == turns / Backends.Length);
    }

    private static async Task UploadAsync(Socket client, int bytes)
    {
        byte[] block = new byte[10_000];
        for (int sent = 0; sent < bytes; sent += block.Length)
        {
            await client.SendAsync(block).EndsAsync("uploading");
        }
    }

    private static async Task<(Socket Dialled, Socket Accepted)> ConnectAsync()
    {
        using Socket listener = Listen();
        Socket dialled = await DialAsync(listener);
        return (dialled, await listener.AcceptAsync());
    }

    private static Socket Listen()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        return listener;
    }

    private static async Task<Socket> DialAsync(Socket listener)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(listener.LocalEndPoint!);
        return socket;
    }
}
