using LearnLoadBalancer.Backends;

namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>Level 4, naive: the cookie says in plain letters where the session is, and who says so is believed.</summary>
internal static class PlainCookie
{
    public static string ValueOf(Backend backend)
    {
        return backend.ToString();
    }

    public static Backend? Find(string value, IReadOnlyList<Backend> backends)
    {
        return backends.FirstOrDefault(backend => ValueOf(backend) == value);
    }
}
