using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Lab.Checking;
using LearnLoadBalancer.Zoo;
using ZooHealth = LearnLoadBalancer.Zoo.Health;

namespace LearnLoadBalancer.Tests.Lab.Checks.Level2;

public sealed class SilentBackendTests
{
    /// <summary>Its rounds come to the dead backend first, and to the silent one after it: then they wait for ever, too late to show.</summary>
    [Fact]
    public async Task SilentBackend_RoundsFromTheLastToTheFirst_AreFoundToWait()
    {
        CheckOutcome outcome = await InProcessTarget.CheckAsync("silent-backend", settings => new Backwards(settings));

        Assert.Equal(Verdict.Failed, outcome.Verdict);
        Assert.StartsWith("no error later than ", outcome.Expected, StringComparison.Ordinal);
    }

    private sealed class Backwards(ZooSettings settings) : Balancer(settings)
    {
        protected override ZooHealth CreateHealth(HealthSettings health) => new Patient(health);
    }

    private sealed class Patient(HealthSettings settings) : ZooHealth(settings)
    {
        private readonly HealthSettings _settings = settings;

        public override async Task CheckAllAsync(CancellationToken stop)
        {
            foreach (Backend backend in _settings.Backends.Reverse())
            {
                Note(backend, await IsAliveAsync(backend, stop));
            }
        }

        protected override async Task<bool> IsAliveAsync(Backend backend, CancellationToken stop)
        {
            var dialled = await _settings.Connector.ConnectAsync(backend, DialLimit, stop);
            if (!dialled.Succeeded)
            {
                return false;
            }

            using var connection = dialled.Connection;
            await connection.SendAsync("GET / HTTP/1.1\r\nHost: zoo\r\nConnection: close\r\n\r\n"u8.ToArray(), stop);
            return await connection.ReceiveAsync(new byte[1], stop) > 0;
        }
    }
}
