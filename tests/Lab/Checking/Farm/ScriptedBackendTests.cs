using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Recording;
using LearnLoadBalancer.Lab.Checking.Targets;
using LearnLoadBalancer.Lab.Checking.Wire;
using LearnLoadBalancer.Lab.Ports;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Lab.Checking.Farm;

public sealed class ScriptedBackendTests
{
    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>As it is while another test starts a program: that has copies of all our sockets until it has become itself.</summary>
    [LinuxFact]
    public async Task KillAsync_WhileACopyOfTheListenerLives_NobodyIsTaken()
    {
        int port = CheckPorts.PickFree(1)[0];
        await using var farm = new BackendFarm([port], new Timeline());
        farm[1].Start();
        int[] copies = CopiesOfListener(port);
        try
        {
            await farm[1].KillAsync();

            foreach (IPAddress address in new[] { IPAddress.Loopback, IPAddress.IPv6Loopback })
            {
                using var client = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync(new IPEndPoint(address, port)));
            }
        }
        finally
        {
            Assert.All(copies, copy => Assert.Equal(0, Close(copy)));
        }
    }

    [Fact]
    public async Task Reset_ConnectionAtWork_EndsBeforeItsResponse()
    {
        int port = CheckPorts.PickFree(1)[0];
        await using var farm = new BackendFarm([port], new Timeline());
        farm[1].Start();
        RequestPlan plan = farm.Expect("llb-0123456789ab", "secret", static (_, _, stop) => Task.Delay(Timeout.Infinite, stop));
        using ClientConnection client = await ClientConnection.OpenAsync(new IPEndPoint(IPAddress.Loopback, port), CancellationToken.None);
        await client.SendAsync("GET /llb-0123456789ab HTTP/1.1\r\nHost: x\r\n\r\n", CancellationToken.None);
        await plan.FirstArrival;

        farm[1].Reset();

        Assert.Equal(StreamEnd.Reset, await client.Reader.ReadToEndAsync(CancellationToken.None));
    }

    private static int[] CopiesOfListener(int port)
    {
        HashSet<string> links = [.. Tables
            .Where(File.Exists).SelectMany(File.ReadLines)
            .Select(line => LinuxSockets.FindInode(line, port)).OfType<string>().Select(inode => $"socket:[{inode}]")];
        int[] copies = [.. Directory.EnumerateFileSystemEntries("/proc/self/fd")
            .Where(file => new FileInfo(file).LinkTarget is { } target && links.Contains(target))
            .Select(file => Duplicate(int.Parse(Path.GetFileName(file))))];
        Assert.NotEmpty(copies);
        Assert.DoesNotContain(-1, copies);
        return copies;
    }

    [DllImport("libc", EntryPoint = "dup")]
    private static extern int Duplicate(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);
}
