using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Zoo.Http;

namespace LearnLoadBalancer.Zoo.Policies.Faults;

/// <summary>Counts up before it dials, and down where the response has gone out: a dial that fails never comes there.</summary>
internal sealed class LosesFailedDials(ZooSettings settings) : PolicyBalancer(settings)
{
    protected override async Task<HttpConnection?> DialAsync(Backend backend, CancellationToken abort)
    {
        HttpConnection? connection = await base.DialAsync(backend, abort);
        if (connection is null)
        {
            Count(backend); // So the one that is given back in the end is missing.
        }

        return connection;
    }
}
