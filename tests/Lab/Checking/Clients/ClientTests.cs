using System.Net;
using System.Net.Sockets;
using System.Text;
using LearnLoadBalancer.Lab.Checking.Clients;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Recording;

namespace LearnLoadBalancer.Tests.Lab.Checking.Clients;

/// <summary>What a client says of a connection that broke.</summary>
public sealed class ClientTests
{
    private const string Refusal = "HTTP/1.1 422 Unprocessable Content\r\nContent-Length: 0\r\n\r\n";

    [Fact]
    public async Task RunAsync_ConnectionBreaksInUse_IsNotCalledNoConnection()
    {
        using Socket listener = Listen();
        Client client = ClientOf(listener);

        Exchange exchange = await client.RunAsync(
            client.Begin(client.Plan(), new RequestSpec()), new RequestSpec(),
            (_, _) => throw new SocketException((int)SocketError.ConnectionReset), CancellationToken.None);

        Assert.Equal("no response: the connection was reset", exchange.Describe());
    }

    [Fact]
    public async Task SendWhatIsTaken_AnsweredAndClosedMeanwhile_LeavesTheResponseToBeRead()
    {
        using Socket listener = Listen();
        Client client = ClientOf(listener);
        var spec = new RequestSpec { Method = "POST" };
        Exchange begun = client.Begin(client.Plan(), spec);

        Exchange exchange = await client.RunAsync(begun, spec, async (connection, limit) =>
        {
            using (Socket program = await listener.AcceptAsync(limit))
            {
                await program.SendAsync(Encoding.ASCII.GetBytes(Refusal), limit);
            }

            // More than any buffer takes: somewhere in it, the closed connection is a broken one.
            await Client.SendWhatIsTakenAsync(connection, begun, new byte[64 * 1024 * 1024], limit);
            return await Client.ReadResponseAsync(connection, begun, "POST", sink: null, limit);
        }, CancellationToken.None);

        Assert.Equal(422, exchange.Status);
        Assert.True(exchange.IsComplete);
    }

    private static Socket Listen()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        return listener;
    }

    private static Client ClientOf(Socket listener)
    {
        var timeline = new Timeline();
        return new Client((IPEndPoint)listener.LocalEndPoint!, "127.0.0.1", new BackendFarm([], timeline), timeline, new Random(1));
    }
}
