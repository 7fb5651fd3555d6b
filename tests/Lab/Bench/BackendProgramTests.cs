using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Lab.Bench.Backends;
using LearnLoadBalancer.Lab.Processes;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Lab.Bench;

[StartsPrograms]
public sealed class BackendProgramTests
{
    [LinuxFact]
    public async Task RunAsync_NoDescriptorsAreLeft_SaysSoAndEnds()
    {
        const int Descriptors = 256;
        await using var guard = new ProcessGuard();
        ChildProcess backends = guard.Start(new ChildProgram(
            "sh", "-c", $"ulimit -n {Descriptors}; exec \"$0\" \"$@\"",
            LabExecutable.Dotnet, "exec", typeof(BackendProgram).Assembly.Location, BackendProgram.Command));
        OutputLine? ready = await backends.WaitForLineAsync(line => line.StartsWith(BackendProgram.Ready, StringComparison.Ordinal));
        int port = int.Parse(ready!.Text.Split(' ')[^1], CultureInfo.InvariantCulture);

        var clients = new List<Socket>();
        try
        {
            while (clients.Count < Descriptors)
            {
                var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                clients.Add(client);
                await client.ConnectAsync(IPAddress.Loopback, port);
            }
        }
        catch (SocketException)
        {
            // It has ended in the midst of it.
        }

        Assert.Equal(1, await backends.Exited.WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.StartsWith("The backends take no more connections: ", backends.LastLines[^1].Text, StringComparison.Ordinal);
        clients.ForEach(client => client.Dispose());
    }
}
