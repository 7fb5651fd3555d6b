using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Zoo.Http;

namespace LearnLoadBalancer.Zoo.Policies.Faults;

/// <summary>Who has a cookie gets no other, also when its backend is gone: such a session is picked anew for each request.</summary>
internal sealed class SetsOneCookieOnly(ZooSettings settings) : PolicyBalancer(settings)
{
    protected override void PrepareResponse(Head response, Request request, Backend backend)
    {
        if (request.Head.Values("Cookie").Length == 0)
        {
            base.PrepareResponse(response, request, backend);
        }
    }
}
