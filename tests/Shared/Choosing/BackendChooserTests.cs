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

    /// <summary>For a request without a key and without a session, so that nobody asks who the client is.</summary>
    private static Backend? Pick(BackendChooser chooser, Exchange exchange) => chooser.Pick(client: null!, exchange, traits: default);

    /// <summary>Picks the last one, but only from lists that it was prepared for.</summary>
    private sealed class SpyPolicy : ILoadBalancingPolicy
    {
        private readonly List<IReadOnlyList<Backend>> _prepared = [];

        public Action? OnPrepare { get; set; }

        public Backend? Pick(IReadOnlyList<Backend> available)
        {
            Assert.Contains(_prepared, list => ReferenceEquals(list, available));
            return available[^1];
        }

        public void Prepare(IReadOnlyList<Backend> available)
        {
            OnPrepare?.Invoke();
            _prepared.Add(available);
        }
    }
}
