using System.Net.Sockets;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Net;
using LearnLoadBalancer.Zoo;
using ZooHealth = LearnLoadBalancer.Zoo.Health;

namespace LearnLoadBalancer.Tests.Lab.Checks.Level2;

/// <summary>The ways to check that are right, and the one that can't be seen. The wrong one is in the zoo.</summary>
public sealed class ChecksHangUpTests
{
    /// <summary>HAProxy does: a check needs no goodbye.</summary>
    [Fact]
    public async Task ChecksHangUp_LeavesByReset_Passes() => await PassesAsync(health => new Resetting(health));

    [Fact]
    public async Task ChecksHangUp_AsksAgainOnAConnectionThatItKeeps_Passes() => await PassesAsync(health => new Keeping(health));

    [Fact]
    public async Task ChecksHangUp_NoChecks_CouldNotTell()
    {
        CheckOutcome outcome = await InProcessTarget.CheckAsync("checks-hang-up", settings => new With(settings, health => new Once(health)));

        Assert.Equal(Verdict.CouldNotTell, outcome.Verdict);
        Assert.StartsWith("No health check was seen to come to every backend within 7 s.", outcome.Reason, StringComparison.Ordinal);
    }

    private static async Task PassesAsync(Func<HealthSettings, ZooHealth> create)
    {
        CheckOutcome outcome = await InProcessTarget.CheckAsync("checks-hang-up", settings => new With(settings, create));

        Assert.True(outcome.Verdict == Verdict.Passed, $"{outcome.Verdict}: {outcome.Came} {outcome.Reason}");
    }

    private sealed class With(ZooSettings settings, Func<HealthSettings, ZooHealth> create) : Balancer(settings)
    {
        protected override ZooHealth CreateHealth(HealthSettings health) => create(health);
    }

    private sealed class Resetting(HealthSettings settings) : ZooHealth(settings)
    {
        private readonly BackendConnector _connector = settings.Connector;

        protected override async Task<bool> IsAliveAsync(Backend backend, CancellationToken stop)
        {
            ConnectResult dialled = await _connector.ConnectAsync(backend, DialLimit, stop);
            dialled.Connection?.Abort();
            return dialled.Succeeded;
        }
    }

    private sealed class Keeping(HealthSettings settings) : ZooHealth(settings)
    {
        private readonly BackendConnector _connector = settings.Connector;
        private readonly Dictionary<Backend, Socket> _kept = [];

        protected override async Task<bool> IsAliveAsync(Backend backend, CancellationToken stop)
        {
            if (!_kept.TryGetValue(backend, out Socket? connection))
            {
                ConnectResult dialled = await _connector.ConnectAsync(backend, DialLimit, stop);
                _kept[backend] = connection = dialled.Connection!; // This test kills no backend.
            }

            await connection.SendAsync("GET / HTTP/1.1\r\nHost: zoo\r\n\r\n"u8.ToArray(), stop);
            return await connection.ReceiveAsync(new byte[1024], stop) > 0;
        }
    }

    private sealed class Once(HealthSettings settings) : ZooHealth(settings)
    {
        public override Task RunAsync(CancellationToken stop) => Task.CompletedTask;
    }
}
