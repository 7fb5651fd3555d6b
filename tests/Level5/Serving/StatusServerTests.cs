using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Level5.States;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Tests.Level5.States;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Level5.Serving;

public sealed class StatusServerTests
{
    [Fact]
    public async Task Ask_AnyTime_TellsEachBackendsStateAndWhy()
    {
        using StatesRig rig = new StatesRig(3).Start();
        rig.AskMany(15, place => place == 1 ? 503 : 200);
        rig.Check(2, StatesRig.Refused, times: 3);
        using var stop = new CancellationTokenSource();
        using Socket listener = StatusServer.Open(new ListenAddress("127.0.0.1", 0));
        Task running = new StatusServer(rig.States, rig.Log, rig.Time).RunAsync(listener, stop.Token);

        using Peer client = await Peer.ConnectAsync(((IPEndPoint)listener.LocalEndPoint!).Port);
        await client.SendAsync(HttpText.Get);
        HttpMessage response = await new HttpReader(client).ReadResponseAsync();

        Assert.Equal(200, response.Status);
        string[][] lines = [.. response.Body.TrimEnd('\n').Split('\n').Select(line => line.Split('\t'))];
        Assert.Equal(["a:9001", "b:9001", "c:9001"], lines.Select(line => line[0]));
        Assert.Equal(("up", "down"), (lines[0][1], lines[2][1]));
        Assert.Matches(@"^ejected for \d\.\d s$", lines[1][1]);
        Assert.Equal(
            ["check: ok", "used all the same: panic. 5 failures in a row, the last one status 503", "check: refused"], lines.Select(line => line[2]));
        await stop.CancelAsync();
        await running.EndsAsync("the status server");
    }

    [Fact]
    public async Task Ask_SaysNothing_IsClosedOnAfterAWhile()
    {
        using StatesRig rig = new StatesRig(1).Start();
        using var stop = new CancellationTokenSource();
        using Socket listener = StatusServer.Open(new ListenAddress("127.0.0.1", 0));
        Task running = new StatusServer(rig.States, rig.Log, rig.Time).RunAsync(listener, stop.Token);
        using Peer client = await Peer.ConnectAsync(((IPEndPoint)listener.LocalEndPoint!).Port);
        await rig.Time.WhenSomebodyWaitsAsync(TimeSpan.FromSeconds(5));
        rig.Turn(5);

        Assert.Equal("", await client.ReadToEndAsync());
        await stop.CancelAsync();
        await running.EndsAsync("the status server");
    }

    [Fact]
    public void Open_ThePortIsTaken_NamesItsOption()
    {
        using Socket taken = StatusServer.Open(new ListenAddress("127.0.0.1", 0));
        int port = ((IPEndPoint)taken.LocalEndPoint!).Port;
        StartupException e = Assert.Throws<StartupException>(() => StatusServer.Open(new ListenAddress("127.0.0.1", port)));
        Assert.StartsWith($"Port {port} is already in use. Stop the other program, or choose a port with --status :", e.Message, StringComparison.Ordinal);
    }
}
