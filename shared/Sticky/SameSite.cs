namespace LearnLoadBalancer.Sticky;

/// <summary>When a browser sends the cookie along with a request that another site has caused. Written as browsers know it.</summary>
internal enum SameSite
{
    /// <summary>With links that are followed, not with forms, images and frames. The browsers' default.</summary>
    Lax,

    /// <summary>Never: who comes by a link begins a new session.</summary>
    Strict,

    /// <summary>Always, as inside another site's frame. Browsers want <c>Secure</c> for it.</summary>
    None,
}
