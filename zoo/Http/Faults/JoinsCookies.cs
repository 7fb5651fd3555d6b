using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Zoo.Http.Faults;

/// <summary>Keeps fields in a table with one entry per name, and joins two of a name with a comma. That goes well but for cookies.</summary>
internal sealed class JoinsCookies(ZooSettings settings) : HttpBalancer(settings)
{
    protected override void PrepareResponse(Head response, Request request, Backend backend)
    {
        string[] cookies = response.Values("Set-Cookie");
        if (cookies.Length > 1)
        {
            response.Remove("Set-Cookie");
            response.Add("Set-Cookie", string.Join(", ", cookies));
        }
    }
}
