using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Http;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Tests.Support;
using LearnLoadBalancer.Upstream;

namespace LearnLoadBalancer.Tests.Contracts.Http;

/// <summary>Kept connections lead to where new ones would: they follow the backend's name, and none is kept that a check has proved wrong, or for ever.</summary>
/// <remarks>All of 127.0.0.0/8 is this machine, on Linux. So two machines can have the same port.</remarks>
public abstract class MovingBackends<TLevel>
    where TLevel : IHttpLevel, new()
{
    private const string Name = "backend.test";
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Tick = CoarseClock.Resolution;
    private static readonly IPAddress OldHome = IPAddress.Loopback;
    private static readonly IPAddress NewHome = IPAddress.Parse("127.0.0.2");

    /// <summary>By then a name has been looked up again. Less than an idle connection is kept for, and than a response may take.</summary>
    private static readonly TimeSpan Heard = AddressCache.Lifetime + PoolUpkeep.Period + (2 * Tick);

    private readonly ManualTimeProvider _time = new();
    private IPAddress[] _addresses = [OldHome];
    private int _lookups;

    [LinuxFact]
    public async Task Name_Moves_IdleConnectionsCloseAndTheNextRequestGoesToTheNewMachine()
    {
        await using var old = new ScriptedBackend(name: Name);
        await using var moved = new ScriptedBackend(at: new IPEndPoint(NewHome, old.Address.Port));
        await using RunningLevel level = await StartAsync(old);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        using Peer oldServer = await old.AcceptAsync();
        await oldServer.RespondAsync(client);
        _addresses = [NewHome];
        _time.Turn(Heard);

        Assert.Equal("", await oldServer.ReadToEndAsync());
        await client.SendAsync(HttpText.Get);
        using Peer newServer = await moved.AcceptAsync();
        await newServer.RespondAsync(client);
    }

    [LinuxFact]
    public async Task Name_MovesDuringARequest_TheRequestIsFinishedAndTheConnectionNotKept()
    {
        await using var old = new ScriptedBackend(name: Name);
        await using RunningLevel level = await StartAsync(old);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        using Peer oldServer = await old.AcceptAsync();
        await oldServer.ReadUntilAsync(HttpText.EndOfHead);
        _addresses = [NewHome];
        _time.Turn(Heard);
        await oldServer.SendAsync(HttpText.Response("ok"));
        await client.ReadUntilAsync("ok");

        Assert.Equal("", await oldServer.ReadToEndAsync());
    }

    [Fact]
    public async Task Name_GetsASecondAddress_ConnectionsToTheFirstAreKept()
    {
        await using var old = new ScriptedBackend(name: Name);
        await using RunningLevel level = await StartAsync(old);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        using Peer server = await old.AcceptAsync();
        await server.RespondAsync(client);
        _addresses = [NewHome, OldHome];
        _time.Turn(Heard);
        await client.SendAsync(HttpText.Get);
        await server.RespondAsync(client);

        Assert.Equal(2, _lookups);
    }

    /// <summary>Whom a request finds is known before it comes, also where it has to dial.</summary>
    [Fact]
    public async Task Requests_ByTheHundred_LookNothingUp()
    {
        await using var backend = new ScriptedBackend(
            async peer =>
            {
                await peer.ReadUntilAsync(HttpText.EndOfHead);
                await peer.SendAsync("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
            },
            name: Name);
        await using RunningLevel level = await StartAsync(backend);
        using Peer client = await level.ConnectAsync();
        var reader = new HttpReader(client);
        for (int request = 0; request < 100; request++)
        {
            await client.SendAsync(HttpText.Get);
            Assert.Equal("ok", (await reader.ReadResponseAsync()).Body);
        }

        Assert.Equal(1, _lookups); // The first check's.
    }

    [Fact]
    public async Task NameServer_Fails_WhatIsKnownIsUsedAndItIsAskedAgain()
    {
        await using var old = new ScriptedBackend(name: Name);
        await using RunningLevel level = await StartAsync(old);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        using Peer server = await old.AcceptAsync();
        await server.RespondAsync(client);
        _addresses = [];
        _time.Turn(Heard);
        await client.SendAsync(HttpText.Get);
        await server.RespondAsync(client); // On the same connection.
        int lookups = _lookups;
        _time.Turn(4 * PoolUpkeep.Period);

        Assert.InRange(_lookups - lookups, 3, 5);
    }

    [Fact]
    public async Task Connection_UsedAllTheTime_IsClosedAtItsGreatestAge()
    {
        const int Rounds = 12;
        await using var backend = new ScriptedBackend(name: Name);
        await using RunningLevel level = await StartAsync(backend);
        using Peer client = await level.ConnectAsync();
        await client.SendAsync(HttpText.Get);
        using Peer server = await backend.AcceptAsync();
        for (int round = 0; round < Rounds; round++)
        {
            await server.RespondAsync(client);
            _time.Turn(BackendConnection.AgeLimit / Rounds);
            await client.SendAsync(round < Rounds - 1 ? HttpText.Get : "");
        }

        _time.Turn(2 * Tick);
        Assert.Equal("", await server.ReadToEndAsync());
        await client.SendAsync(HttpText.Get);
        using Peer fresh = await backend.AcceptAsync();
        await fresh.RespondAsync(client);
    }

    [Fact]
    public async Task Backend_IsFoundToBeDown_ItsConnectionsAreNotKept()
    {
        await using var backend = new ScriptedBackend();
        await using RunningLevel level = await RunningLevel.StartAsync(new TLevel { CheckInterval = Interval }, _time, backend);
        using Peer first = await level.ConnectAsync();
        using Peer second = await level.ConnectAsync();
        await first.SendAsync(HttpText.Get);
        using Peer busy = await backend.AcceptAsync();
        await busy.ReadUntilAsync(HttpText.EndOfHead);
        await second.SendAsync(HttpText.Get);
        using Peer idle = await backend.AcceptAsync();
        await idle.RespondAsync(second);
        await backend.StopListeningAsync();
        await CheckAsync(level, "UNHEALTHY");

        Assert.Equal("", await idle.ReadToEndAsync());
        await busy.SendAsync(HttpText.Response("ok"));
        await first.ReadUntilAsync("ok");
        Assert.Equal("", await busy.ReadToEndAsync());

        // And when it is up again, it is dialled.
        backend.ListenAgain();
        await CheckAsync(level, "HEALTHY");
        await backend.SkipAsync(1);
        await first.SendAsync(HttpText.Get);
        using Peer fresh = await backend.AcceptAsync();
        await fresh.RespondAsync(first);
    }

    /// <summary>Lets the next round of checks come, and waits for what it finds. Its dial has a time limit: so the clock stands still meanwhile.</summary>
    private Task CheckAsync(RunningLevel level, string status)
    {
        int before = level.Logger.Lines.Count;
        _time.Turn(Interval);
        return Eventually.TrueAsync(
            () => level.Logger.Lines.Skip(before).Any(line => line.Contains($" marked as {status}", StringComparison.Ordinal)), $"{status} is logged");
    }

    private Task<RunningLevel> StartAsync(ScriptedBackend backend) => RunningLevel.StartAsync(
        new TLevel { Options = new HttpOptions { LookUp = LookUpAsync } }, _time, backend);

    private Task<IPAddress[]> LookUpAsync(string name)
    {
        Assert.Equal(Name, name);
        Interlocked.Increment(ref _lookups);
        return _addresses.Length > 0 ? Task.FromResult(_addresses) : Task.FromException<IPAddress[]>(new SocketException((int)SocketError.TryAgain));
    }
}
