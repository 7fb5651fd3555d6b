namespace LearnLoadBalancer.Http;

/// <summary>The fields that a proxy must know. All others are none of its business, and pass as they came.</summary>
internal enum FieldKind : byte
{
    /// <summary>Not ours to understand.</summary>
    Other,

    /// <summary>A name with an underscore in it.</summary>
    Underscore,
    Connection,
    ContentLength,
    Expect,
    Forwarded,
    Host,

    /// <summary>Only for the next hop, and of no use to us: removed. See <see cref="HopByHop"/>.</summary>
    HopByHop,

    /// <summary>Changes how others read the message; never allowed in a trailer.</summary>
    NotInTrailer,
    TransferEncoding,
    Upgrade,
    XForwardedFor,
    XForwardedHost,
    XForwardedProto,
}
