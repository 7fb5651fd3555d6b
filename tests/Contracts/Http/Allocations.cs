using System.Diagnostics;
using System.Reflection;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>A request that finds everything warm allocates next to nothing: the budget is 100 bytes.</summary>
public abstract class Allocations<TLevel> : LeavesNoSocket
    where TLevel : IHttpLevel, new()
{
    private const int Requests = 2000;

    /// <summary>What waits without a task to be watched, waits no longer than this for a level that has stalled.</summary>
    private const int GuardInMilliseconds = 60_000;

    /// <summary>A Debug build makes a class of each async method's state: an object per call, for the debugger's sake.</summary>
    private static readonly int Budget =
        typeof(LearnLoadBalancer.Http.MessageLimits).Assembly.GetCustomAttribute<DebuggableAttribute>()?.IsJITOptimizerDisabled == true ? 1500 : 100;

    [Fact]
    public async Task KeepAlive_SteadyState_AllocatesLessThanAHundredBytesPerRequest()
    {
        // Clients and backend of this test are synchronous and allocate nothing themselves, so what the
        // process allocates is the balancer's. The pool counts nothing here: counting allocates.
        byte[] response = System.Text.Encoding.ASCII.GetBytes(HttpText.Response("ok"));
        await using var backend = new ScriptedBackend();
        var level = new TLevel();
        using var stop = new CancellationTokenSource();
        using System.Net.Sockets.Socket listener = LearnLoadBalancer.Net.ListeningSocket.Open(new LearnLoadBalancer.Net.ListenAddress("", 0));
        Task running = level.RunAsync(
            listener, [backend.Address], new CollectingLogger(), TimeProvider.System, System.Buffers.ArrayPool<byte>.Shared, stop.Token);
        try
        {
            await backend.SkipAsync(level.ProbesAtStart);
            using Peer client = await Peer.ConnectAsync(((System.Net.IPEndPoint)listener.LocalEndPoint!).Port);
            await client.SendAsync(HttpText.Get);
            using Peer server = await backend.AcceptAsync();
            client.Socket.ReceiveTimeout = server.Socket.ReceiveTimeout = GuardInMilliseconds;
            var serving = new Thread(() => Serve(server.Socket, response)) { IsBackground = true };
            serving.Start();
            client.Socket.Receive(new byte[1024]);

            long perRequest = long.MaxValue;
            for (int round = 0; round < 5; round++)
            {
                perRequest = Math.Min(perRequest, await Task.Run(() => Measure(client.Socket)));
            }

            client.Dispose();
            await stop.CancelAsync();
            await running.EndsAsync("the level");
            Assert.True(serving.Join(GuardInMilliseconds), "The level has ended, but not its connection to the backend.");
            Assert.True(perRequest < Budget, $"{perRequest} bytes per request.");
        }
        finally
        {
            await stop.CancelAsync(); // Also where something has failed: nobody else stops this level.
        }
    }

    private static long Measure(System.Net.Sockets.Socket client)
    {
        byte[] request = System.Text.Encoding.ASCII.GetBytes(HttpText.Get);
        var buffer = new byte[1024];
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int number = 0; number < Requests; number++)
        {
            client.Send(request);
            if (client.Receive(buffer) == 0)
            {
                throw new EndOfStreamException("The level has closed the connection.");
            }
        }

        return (GC.GetTotalAllocatedBytes(precise: true) - before) / Requests;
    }

    private static void Serve(System.Net.Sockets.Socket socket, byte[] response)
    {
        // An exception on a thread of one's own ends the process, and with it every other test.
        try
        {
            var buffer = new byte[4096];
            while (socket.Receive(buffer) > 0)
            {
                socket.Send(response);
            }
        }
        catch (Exception e) when (e is System.Net.Sockets.SocketException or ObjectDisposedException)
        {
            // The connection is over, or nobody has asked for a minute: the client's side says what was wrong.
        }
    }
}
