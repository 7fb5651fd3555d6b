namespace LearnLoadBalancer.Lab.Checking.Recording;

/// <summary>What sort of thing happened: it decides the mark in the report.</summary>
internal enum EventKind
{
    /// <summary>A step of the check.</summary>
    Step,

    /// <summary>A request arrived at a backend.</summary>
    Request,

    /// <summary>Somebody connected to a backend and said nothing, as health checks do.</summary>
    Dial,

    /// <summary>The client got a whole response of the backend's.</summary>
    Response,

    /// <summary>The client got something else: an error, half a response, nothing.</summary>
    Trouble,

    /// <summary>A backend was killed, or turned into one that misbehaves.</summary>
    Fault,

    /// <summary>A backend was started, or mended.</summary>
    Start,

    /// <summary>A backend closed a connection in good order. It goes on.</summary>
    Closing,

    /// <summary>The program under test printed a line.</summary>
    Output,
}
