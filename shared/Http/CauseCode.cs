namespace LearnLoadBalancer.Http;

/// <summary>Why a request did not get the response it asked for. <see cref="Causes"/> says what each means.</summary>
internal enum CauseCode
{
    /// <summary>Nothing is wrong.</summary>
    None,

    // The client's request could not be used.
    BadRequestLine,
    BadTarget,
    BadField,
    BadHost,
    BadContentLength,
    BadTransferEncoding,
    AmbiguousFraming,
    BadChunk,
    BodyCut,
    MethodNotAllowed,
    HeadTimeout,
    BodyTimeout,
    BodyTooLarge,
    LineTooLong,
    ExpectationFailed,
    HeadTooLarge,
    TooManyFields,
    ClientLeft,
    ClientStalled,
    UnsupportedCoding,
    UnsupportedVersion,

    // We could not, or would not.
    TooManyClients,
    NoBackend,

    // The backend did not do its part.
    ConnectRefused,
    ConnectFailed,
    ConnectTimeout,
    BackendClosed,
    BackendReset,
    BackendStalled,
    ResponseTimeout,
    ResponseJunk,
    ResponseHeadTooLarge,
    ResponseBadFraming,
    ResponseBadChunk,
    ResponseCut,
    UnaskedUpgrade,
    TooManyInterim,
}
