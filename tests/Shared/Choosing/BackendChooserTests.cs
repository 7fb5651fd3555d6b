using System.Buffers;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Choosing;
using LearnLoadBalancer.Forwarding;
using LearnLoadBalancer.Health;
using LearnLoadBalancer.Policies;
using LearnLoadBalancer.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace LearnLoadBalancer.Tests.Choosing;

public sealed class BackendChooserTests
{
    private readonly Farm _farm = Farm.OfEqual(3);
    private readonly SpyPolicy _spy = new();

    [Fact]
    public void Pick_HealthHasChanged_UsesTheNewListOnceThePolicyIsPreparedForIt()
    {
        using var health = new HealthMap(_farm.Backends);
        var balancing = new BalancingOptions([.. _farm.Backends.Select(backend => new WeightedBackend(backend, 1))])
        {
            Policy = new PolicyEntry("spy", "Watches.", Hashes: true, _ => _spy),
        };
        var chooser = new BackendChooser(
            balancing, _farm.Backends, health, new OutageLog(health, NullLogger.Instance), TimeProvider.System);
        health.Set(_farm.Backends[1], healthy: true);
        chooser.Start();

        var exchange = new Exchange(ArrayPool<byte>.Shared);
        Assert.Equal(_farm.Backends[1], Pick(chooser, exchange));
        _spy.OnPrepare = () => Assert.Equal(_farm.Backends[1], Pick(chooser, exchange)); // The policy does not know the other yet.
        health.Set(_farm.Backends[2], healthy: true);
        Assert.Equal(_farm.Backends[2], Pick(chooser, exchange));
    }

    [Fact]
    public void Pick_AWeightHasChanged_WasPreparedForByWhoeverChangedIt()
    {
        // The spy fails a pick from a roster that it was not prepared for: so no request makes one.
        using HealthMap health = AllHealthy();
        BackendChooser chooser = Choose(health);
        var exchange = new Exchange(ArrayPool<byte>.Shared);
        Assert.Equal(_farm.Backends[2], Pick(chooser, exchange));
        chooser.Weights.Set(_farm.Backends[2], 0);
        Assert.Equal(_farm.Backends[1], Pick(chooser, exchange));
    }

    [Fact]
    public async Task Pick_NewsFromSeveralSidesAtOnce_TheNewestIsUsedInTheEnd()
    {
        using HealthMap health = AllHealthy();
        BackendChooser chooser = Choose(health);
        _spy.OnPrepare = () => Thread.Yield(); // Whoever has read what is new may be overtaken here.
        var exchange = new Exchange(ArrayPool<byte>.Shared);
        for (int round = 0; round < 500; round++)
        {
            using var together = new Barrier(3);
            await Task.WhenAll(_farm.Backends.Select(backend => Task.Run(() =>
            {
                together.SignalAndWait();
                health.Set(backend, healthy: round % 2 == 1);
            })));

            // Without the lock in Refresh, the list of somebody who was overtaken stays: within some tens of rounds.
            Assert.Equal(round % 2 == 1 ? _farm.Backends[2] : null, Pick(chooser, exchange));
        }
    }

    private HealthMap AllHealthy()
    {
        var health = new HealthMap(_farm.Backends);
        foreach (Backend backend in _farm.Backends)
        {
            health.Set(backend, healthy: true);
        }

        return health;
    }

    private BackendChooser Choose(HealthMap health)
    {
        var balancing = new BalancingOptions([.. _farm.Backends.Select(backend => new WeightedBackend(backend, 1))])
        {
            Policy = new PolicyEntry("spy", "Watches.", Hashes: true, _ => _spy),
        };
        var chooser = new BackendChooser(
            balancing, _farm.Backends, health, new OutageLog(health, NullLogger.Instance), TimeProvider.System);
        chooser.Start();
        return chooser;
    }

    /// <summary>For a request without a key and without a session, so that nobody asks who the client is.</summary>
    private static Backend? Pick(BackendChooser chooser, Exchange exchange) => chooser.Pick(client: null!, exchange, traits: default);

    /// <summary>Picks the last one, but only from lists that it was prepared for.</summary>
    private sealed class SpyPolicy : ILoadBalancingPolicy
    {
        private readonly List<IReadOnlyList<Backend>> _prepared = [];

        public Action? OnPrepare { get; set; }

        public Backend? Pick(IReadOnlyList<Backend> available)
        {
            lock (_prepared)
            {
                Assert.Contains(_prepared, list => ReferenceEquals(list, available));
            }

            return available.Count == 0 ? null : available[^1];
        }

        public void Prepare(IReadOnlyList<Backend> available)
        {
            OnPrepare?.Invoke();
            lock (_prepared)
            {
                _prepared.Add(available);
            }
        }
    }
}
