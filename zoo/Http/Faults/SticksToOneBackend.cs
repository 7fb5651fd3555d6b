using System.Runtime.CompilerServices;
using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Zoo.Http.Faults;

/// <summary>Chooses once for each client, although it reads every request.</summary>
internal sealed class SticksToOneBackend(ZooSettings settings) : HttpBalancer(settings)
{
    private readonly ConditionalWeakTable<HttpConnection, Backend> _chosen = [];

    protected override async ValueTask<Backend?> PickForAsync(HttpConnection client, Request request, Health health)
    {
        if (!_chosen.TryGetValue(client, out Backend? backend) && (backend = await base.PickForAsync(client, request, health)) is not null)
        {
            _chosen.Add(client, backend);
        }

        return backend;
    }
}
