using System.Net;
using System.Net.Sockets;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Lab.Checking.Recording;

namespace LearnLoadBalancer.Tests.Lab.Checking;

public sealed class ProgramEndTests : IAsyncLifetime, IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly StubTarget _program = new();
    private readonly Session _session;
    private readonly ProgramEnd _end;

    public ProgramEndTests()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _session = new Session(_program, new Timeline(), new RunOptions(Level: 1, Seed: 1)) { Address = (IPEndPoint)_listener.LocalEndPoint! };
        _end = new ProgramEnd(_session);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _session.DisposeAsync();

    public void Dispose() => _listener.Dispose();

    /// <summary>Linux closes its sockets from the last to the first: for a moment the dead one still listens.</summary>
    [Fact]
    public async Task FindAsync_DeadProgramWhoseListenerIsClosedLast_IsItsEnd()
    {
        Task<string?> finding = _end.FindAsync(CancellationToken.None);
        _listener.Poll(Timeout.Infinite, SelectMode.SelectRead); // The kernel has accepted.
        _listener.Dispose();
        _program.ExitCode = 70;

        Assert.Equal("its end, with exit code 70", await finding);
    }

    [Fact]
    public async Task FindAsync_NobodyListensAndNoExitCodeYet_WaitsForIt()
    {
        _listener.Dispose();
        Task<string?> finding = _end.FindAsync(CancellationToken.None);
        _program.ExitCode = 3;

        Assert.Equal("its end, with exit code 3", await finding);
    }

    /// <summary>It closes each connection, which is what it failed for; but it is there.</summary>
    [Fact]
    public async Task FindAsync_ProgramThatHangsUpOnEverybody_IsNoEnd()
    {
        Task<string?> finding = _end.FindAsync(CancellationToken.None);
        Task closing = HangUpOnAllAsync();

        Assert.Null(await finding);
        _listener.Dispose();
        await closing;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FindAsync_ProgramThatTakesTheConnection_IsNoEnd(bool responses)
    {
        Task<string?> finding = _end.FindAsync(CancellationToken.None);
        using Socket client = await _listener.AcceptAsync();
        if (responses)
        {
            await client.SendAsync("H"u8.ToArray());
        }

        Assert.Null(await finding);
    }

    private async Task HangUpOnAllAsync()
    {
        try
        {
            while (true)
            {
                using Socket client = await _listener.AcceptAsync();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
