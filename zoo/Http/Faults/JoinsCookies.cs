using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Zoo.Http.Faults;

/// <summary>Keeps fields in a table with one entry per name, and joins two of a name with a comma. That goes well but for cookies.</summary>
internal sealed class JoinsCookies(ZooSettings settings) : HttpBalancer(settings)
{
    protected override void PrepareAnswer(Head answer, Request request, Backend backend)
    {
        string[] cookies = answer.Values("Set-Cookie");
        if (cookies.Length > 1)
        {
            answer.Remove("Set-Cookie");
            answer.Add("Set-Cookie", string.Join(", ", cookies));
        }
    }
}
