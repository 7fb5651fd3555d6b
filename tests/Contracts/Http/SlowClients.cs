using LearnLoadBalancer.Net;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>Clients that send a byte now and then hold no thread and little memory, and others are served meanwhile.</summary>
public abstract class SlowClients<TLevel> : LeavesNoSocket
    where TLevel : IHttpLevel, new()
{
    /// <summary>
    /// A thousand, or what fits: both ends of each are in this process, and some machines allow 1,024 files.
    /// <c>lab bench --scenario slow</c> does the same with ten thousand.
    /// </summary>
    private static readonly int Clients = Math.Min(1000, ConnectionLimit.OfThisProcess / 2);

    /// <summary>
    /// What one of them may hold, both ends in this process: our connection with its small buffer and its
    /// tables of fields, and the test's own socket.
    /// </summary>
    private const int BytesPerClient = 12 * 1024;

    [Fact]
    public async Task SlowClients_ByTheThousand_HoldNoThreadsAndBoundedMemory()
    {
        await using Rig rig = await Rig.StartAsync<TLevel>(time: new ManualTimeProvider());
        await rig.AskAsync(HttpText.Get);
        long memoryBefore = GC.GetTotalMemory(forceFullCollection: true);
        int threadsBefore = System.Diagnostics.Process.GetCurrentProcess().Threads.Count;
        var slow = new List<Peer>(Clients);
        try
        {
            for (int number = 0; number < Clients; number++)
            {
                slow.Add(await rig.Level.ConnectAsync());
            }

            const string Request = "GET /slow HTTP/1.1\r\nHost: a\r\n\r\n";
            foreach (char letter in Request[..^1])
            {
                foreach (Peer client in slow)
                {
                    await client.SendAsync(letter.ToString());
                }

                Assert.Equal("ok", (await rig.AskAsync(HttpText.Get)).Body); // Others are served meanwhile.
            }

            long memory = GC.GetTotalMemory(forceFullCollection: true) - memoryBefore;
            int threads = System.Diagnostics.Process.GetCurrentProcess().Threads.Count - threadsBefore;
            Assert.True(memory < (long)Clients * BytesPerClient, $"{memory / Clients} bytes per slow client.");
            Assert.True(threads < 32, $"{threads} threads more, for {Clients} clients.");

            // And they were real: each has its response once its last byte is there.
            foreach (Peer client in slow)
            {
                await client.SendAsync(Request[^1..]);
            }

            foreach (Peer client in slow)
            {
                Assert.Equal("ok", (await new HttpReader(client).ReadResponseAsync()).Body);
            }
        }
        finally
        {
            slow.ForEach(client => client.Dispose());
        }
    }
}
