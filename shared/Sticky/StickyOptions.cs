
namespace LearnLoadBalancer.Sticky;

/// <summary>Sticky sessions, and what their cookie is like.</summary>
internal sealed record StickyOptions
{
    /// <summary>The name of the cookie when nothing is said.</summary>
    public const string DefaultCookie = "lb-session";

    /// <summary>The cookie's name.</summary>
    public string Cookie { get; init; } = DefaultCookie;

    /// <summary>How long a browser keeps it after the last visit. Null: until it is closed.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>Whether a browser sends it over TLS only. For a balancer behind something that ends TLS.</summary>
    public bool Secure { get; init; }

    /// <summary>Whether it goes along with requests that other sites cause.</summary>
    public SameSite SameSite { get; init; }

    /// <summary>The secret; one that nobody knows when none is given.</summary>
    public StickyKey Key { get; init; } = StickyKey.CreateRandom();
}
