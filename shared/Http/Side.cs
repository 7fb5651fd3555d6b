namespace LearnLoadBalancer.Http;

/// <summary>Whose fault it was. Only the backend's counts against a backend.</summary>
internal enum Side
{
    Client,
    Balancer,
    Backend,
}
