namespace LearnLoadBalancer.Http;

/// <summary>The ways to say where a body ends.</summary>
internal enum BodyKind
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>After so many bytes.</summary>
    Length,

    /// <summary>After the chunk of size 0.</summary>
    Chunked,

    /// <summary>When the connection ends. Answers only.</summary>
    UntilClose,
}
