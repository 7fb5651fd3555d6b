using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Tests.Support;

namespace LearnLoadBalancer.Tests.Net;

public sealed class BackendConnectorTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task ConnectAsync_BackendListens_GivesAConnectionThatSendsAtOnce()
    {
        await using var backend = new ScriptedBackend();
        ConnectResult result = await ConnectAsync(backend.Address);
        using Socket connection = result.Connection!;
        await connection.SendAsync("hi"u8.ToArray());

        Assert.True(result.Succeeded);
        Assert.Equal(SocketError.Success, result.Error);
        Assert.True(connection.NoDelay);
        Assert.Equal("hi", await (await backend.AcceptAsync()).ReadExactlyAsync(2));
    }

    [Fact]
    public async Task ConnectAsync_NobodyListens_IsRefused()
    {
        using var absent = new AbsentBackend();
        ConnectResult result = await ConnectAsync(absent.Address);

        Assert.False(result.Succeeded);
        Assert.Equal(SocketError.ConnectionRefused, result.Error);
    }

    /// <summary>Where there is no IPv6, "localhost" may be ::1 all the same. That must not hide that nobody listens.</summary>
    [Theory]
    [InlineData(SocketError.ConnectionRefused, SocketError.AddressNotAvailable, SocketError.ConnectionRefused)]
    [InlineData(SocketError.TimedOut, SocketError.NetworkUnreachable, SocketError.TimedOut)]
    [InlineData(SocketError.AddressFamilyNotSupported, SocketError.ConnectionRefused, SocketError.ConnectionRefused)]
    [InlineData(SocketError.AddressNotAvailable, SocketError.AddressNotAvailable, SocketError.AddressNotAvailable)]
    [InlineData(SocketError.TimedOut, SocketError.ConnectionRefused, SocketError.ConnectionRefused)]
    public void MoreTelling_TwoAddresses_LeavesOutWhatThisMachineLacks(SocketError earlier, SocketError later, SocketError told)
    {
        Assert.Equal(told, BackendConnector.MoreTelling(new ConnectResult(null, earlier), new ConnectResult(null, later)).Error);
    }

    [Theory]
    [InlineData(SocketError.HostNotFound)]
    [InlineData(SocketError.TryAgain)]
    [InlineData(SocketError.NoData)]
    [InlineData(SocketError.NoRecovery)]
    public async Task ConnectAsync_UnknownName_SaysSo(SocketError response)
    {
        ConnectResult result = await new BackendConnector(_time, _ => Task.FromException<IPAddress[]>(new SocketException((int)response)))
            .ConnectAsync(new Backend("nowhere.invalid", 80), Limit, CancellationToken.None).EndsAsync("the dial");

        Assert.Equal(new ConnectResult(null, response), result);
    }

    [Fact]
    public async Task ConnectAsync_NobodyPicksUp_TimesOutAtTheLimitAndNotBefore()
    {
        using var silent = new SilentListener();
        Task<ConnectResult> dialling = ConnectAsync(silent.Address);

        _time.Advance(Limit - TimeSpan.FromTicks(1));
        Assert.False(dialling.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(new ConnectResult(null, SocketError.TimedOut, TimedOut: true, Limit), await dialling.EndsAsync("the dial"));
    }

    [LinuxFact]
    public async Task ConnectAsync_FirstAddressIsSilent_SecondIsTriedAfterHalfOfTheTime()
    {
        // All of 127.0.0.0/8 is this machine, on Linux. So two addresses can have the same port.
        using var silent = new SilentListener();
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), silent.Address.Port));
        listener.Listen();
        var connector = new BackendConnector(_time, _ => Task.FromResult<IPAddress[]>([IPAddress.Loopback, IPAddress.Parse("127.0.0.2")]));
        var backend = new Backend("backend.example", silent.Address.Port);
        Task<ConnectResult> dialling = connector.ConnectAsync(backend, Limit, CancellationToken.None);

        _time.Advance((Limit / 2) - TimeSpan.FromTicks(1));
        Assert.False(dialling.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));

        using Socket? connection = (await dialling.EndsAsync("the dial")).Connection;
        Assert.Equal(listener.LocalEndPoint, connection?.RemoteEndPoint);

        // And next time it is the first.
        using Socket? another = (await connector.ConnectAsync(backend, Limit, CancellationToken.None).EndsAsync("the next dial")).Connection;
        Assert.Equal(listener.LocalEndPoint, another?.RemoteEndPoint);
    }

    [Fact]
    public async Task ConnectAsync_AddressIsSilent_NextDialLooksTheNameUpAgain()
    {
        using var silent = new SilentListener();
        int lookups = 0;
        var connector = new BackendConnector(_time, _ =>
        {
            lookups++;
            return Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
        });
        for (int dial = 1; dial <= 2; dial++)
        {
            Task<ConnectResult> dialling = connector.ConnectAsync(new Backend("backend.example", silent.Address.Port), Limit, CancellationToken.None);
            _time.Advance(Limit);

            Assert.Equal(SocketError.TimedOut, (await dialling.EndsAsync("the dial")).Error);
            Assert.Equal(dial, lookups);
        }
    }

    [Fact]
    public async Task ConnectAsync_NameServerIsSilent_TimesOutAtTheLimit()
    {
        var never = new TaskCompletionSource<IPAddress[]>();
        Task<ConnectResult> dialling = new BackendConnector(_time, _ => never.Task)
            .ConnectAsync(new Backend("backend.example", 9001), Limit, CancellationToken.None);

        _time.Advance(Limit - TimeSpan.FromTicks(1));
        Assert.False(dialling.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(SocketError.TimedOut, (await dialling.EndsAsync("the dial")).Error);
    }

    [Fact]
    public async Task ConnectAsync_Cancelled_Throws()
    {
        using var silent = new SilentListener();
        using var cancel = new CancellationTokenSource();
        Task<ConnectResult> dialling = new BackendConnector(_time).ConnectAsync(silent.Address, Limit, cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dialling.EndsAsync("the dial"));
    }

    [Fact]
    public async Task ConnectAsync_ServerOnIPv4Only_IsReachedByTheNameOfBoth()
    {
        // Where localhost is ::1 first, this is refused there, and then goes on to 127.0.0.1.
        await using var backend = new ScriptedBackend();
        var connector = new BackendConnector(_time);
        for (int dial = 0; dial < 3; dial++)
        {
            ConnectResult result = await connector.ConnectAsync(new Backend("localhost", backend.Address.Port), Limit, default);
            using Socket connection = result.Connection!;
            Assert.True(result.Succeeded);
        }
    }

    [Fact]
    public async Task ConnectAsync_BackendComesBack_IsReachedAgain()
    {
        await using var backend = new ScriptedBackend();
        var connector = new BackendConnector(_time);
        var byName = new Backend("localhost", backend.Address.Port);
        await backend.StopListeningAsync();
        Assert.False((await connector.ConnectAsync(byName, Limit, default)).Succeeded);
        backend.ListenAgain();

        ConnectResult result = await connector.ConnectAsync(byName, Limit, default);
        using Socket connection = result.Connection!;
        Assert.True(result.Succeeded);
    }

    private Task<ConnectResult> ConnectAsync(Backend backend) =>
        new BackendConnector(_time).ConnectAsync(backend, Limit, CancellationToken.None).EndsAsync("the dial");
}
