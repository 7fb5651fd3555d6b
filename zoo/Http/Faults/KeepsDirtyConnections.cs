namespace LearnLoadBalancer.Zoo.Http.Faults;

/// <summary>Puts a connection back when the response is through, whatever lies behind it.</summary>
internal sealed class KeepsDirtyConnections(ZooSettings settings) : HttpBalancer(settings)
{
    protected override bool MayKeep(HttpConnection connection, Request request, bool backendStays) => backendStays;
}
