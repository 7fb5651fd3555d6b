namespace LearnLoadBalancer.Zoo.Http.Faults;

/// <summary>A new connection to the backend for every request.</summary>
internal sealed class NeverReuses(ZooSettings settings) : HttpBalancer(settings)
{
    protected override bool MayKeep(HttpConnection connection, Request request, bool backendStays) => false;
}
