namespace LearnLoadBalancer.Http;

/// <summary>What a <see cref="ChunkedDecoder"/> has found next.</summary>
internal enum ChunkEvent
{
    /// <summary>Nothing whole: it needs more bytes.</summary>
    NeedInput,

    /// <summary>Some bytes of the body.</summary>
    Data,

    /// <summary>The last chunk: the data is complete, trailers may follow.</summary>
    LastChunk,

    /// <summary>A field of the trailer, without its line end.</summary>
    Trailer,

    /// <summary>The body is over. What follows belongs to the next message.</summary>
    End,

    /// <summary>It is malformed.</summary>
    Bad,
}
