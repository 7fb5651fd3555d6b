namespace LearnLoadBalancer.Net;

/// <summary>How one direction of a <see cref="SocketPipe"/> came to its end.</summary>
public enum PumpEnd
{
    /// <summary>The sender finished, and the receiver was told so. The other direction may go on.</summary>
    Finished,

    /// <summary>The sender's connection broke: a reset, or another error of the network.</summary>
    SenderBroken,

    /// <summary>The receiver had finished its own talk and closed, so it takes no more from us.</summary>
    ReceiverClosed,

    /// <summary>The receiver's connection broke. What it said before may still be there to be read.</summary>
    ReceiverBroken,
}
