namespace LearnLoadBalancer.Http;

/// <summary>Why <see cref="BodyTransfer"/> has stopped.</summary>
internal enum TransferStatus
{
    /// <summary>All that was there is moved; more is to come.</summary>
    NeedInput,

    /// <summary>The output is full: send it first.</summary>
    NeedRoom,

    /// <summary>The body is complete.</summary>
    Done,

    /// <summary>The body is malformed.</summary>
    Bad,
}
