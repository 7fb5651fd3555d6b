namespace LearnLoadBalancer.Zoo.Http;

/// <summary>A request on its way.</summary>
/// <param name="Head">As it came from the client; by and by it becomes what the backend gets.</param>
/// <param name="Body">Where its body ends.</param>
/// <param name="Upload">Sends the body.</param>
internal sealed record Request(Head Head, Body Body, Upload Upload)
{
    public string Method { get; } = Head.Words[0];

    /// <summary>True when its client wants to go on afterwards.</summary>
    public bool KeepsClient { get; } = !Head.Says("Connection", "close");

    /// <summary>The status of the response, as far as its balancer keeps a record of that. Null: no backend has responded.</summary>
    public string? Status { get; set; }

    /// <summary>True when its client asks for a WebSocket.</summary>
    public bool AsksForUpgrade { get; } = Head.Says("Connection", "upgrade") && Head.Says("Upgrade", "websocket");
}
