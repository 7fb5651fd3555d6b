using LearnLoadBalancer.Tests.Processes;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>
/// File descriptors are few: clients wait for one, idle backend connections give way, and the program lives
/// on. .NET ends a process that has none left when it wants to start a thread.
/// </summary>
[StartsPrograms]
public abstract class FewDescriptors<TLevel>
    where TLevel : IHttpLevel, new()
{
    private const int Descriptors = 256;

    /// <summary>Fewer than the level takes in with so few descriptors, so that all of them are inside at once.</summary>
    private const int Clients = 32;

    private const int Backends = 6;

    [LinuxFact]
    public async Task Pools_AllFilledByBursts_LeaveDescriptorsForTheClients()
    {
        // Bursts that hit one backend after the other: each pool in turn has had a connection for every client.
        await using var farm = new BurstFarm(Backends);
        await using LevelProcess level = await LevelProcess.StartWithDescriptorsAsync(Descriptors, new TLevel().Number, farm.Addresses);
        List<Peer> clients = [];
        try
        {
            for (int client = 0; client < Clients; client++)
            {
                clients.Add(await Peer.ConnectAsync(level.Port));
            }

            for (int burst = 0; burst < Backends; burst++)
            {
                await farm.HoldAllAsync(burst, clients);
            }

            // Many more than can come in. They wait in the kernel's queue, and those inside are served.
            List<Peer> crowd = [];
            for (int client = 0; client < Descriptors; client++)
            {
                crowd.Add(await Peer.ConnectAsync(level.Port));
            }

            await level.Program.WaitForLineAsync(
                line => line.StartsWith("Can't accept connections at the moment: ", StringComparison.Ordinal), "the complaint");
            foreach (Peer client in clients)
            {
                await client.SendAsync(HttpText.Get);
                Assert.Equal(200, (await new HttpReader(client).ReadResponseAsync()).Status);
            }

            crowd.ForEach(client => client.Dispose());
            using Peer late = await Peer.ConnectAsync(level.Port);
            await late.SendAsync(HttpText.Get);
            Assert.Equal(200, (await new HttpReader(late).ReadResponseAsync()).Status);
            Assert.DoesNotContain(level.Program.Output.Lines, line => line.Contains("connect_failed", StringComparison.Ordinal));
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }
}
