namespace LearnLoadBalancer.Hashing;

/// <summary>The part of a request that is hashed.</summary>
internal enum HashKeyKind
{
    /// <summary>The client's address, without its port.</summary>
    Address,

    /// <summary>The path, without the query.</summary>
    Path,

    /// <summary>The value of a header.</summary>
    Header,

    /// <summary>The value of a cookie.</summary>
    Cookie,
}
