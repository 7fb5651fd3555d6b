namespace LearnLoadBalancer.Zoo.Http.Faults;

/// <summary>A request without Content-Length has no body, it thinks.</summary>
internal sealed class IgnoresChunked(ZooSettings settings) : HttpBalancer(settings)
{
    protected override Body BodyOf(Head request) => base.BodyOf(request) is { IsChunked: false } body ? body : Body.None;
}
