namespace LearnLoadBalancer.Forwarding;

/// <summary>How long a request and its response may keep us waiting, and how much of them is under way at once.</summary>
internal static class ForwardingLimits
{
    /// <summary>
    /// The buffer of a body that is on its way and longer than the other buffers. One call moves that
    /// much: the larger, the fewer calls per gigabyte; beyond 128 KiB the processor's cache is too small.
    /// </summary>
    public const int StreamBuffer = 128 * 1024;

    /// <summary>
    /// Silence in the middle of an upload: 30 s. Never a limit on the whole: Traefik once gave uploads 60 s
    /// in all, and broke every large one on a slow line.
    /// </summary>
    public static readonly TimeSpan RequestBody = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Silence of a backend that owes us a response, or that takes no more of the request: 60 s. Beyond: 504.
    /// </summary>
    public static readonly TimeSpan Response = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a client may take nothing of its response: 60 s, nginx's <c>send_timeout</c>. (Where the system does not tell
    /// what has arrived: how long it may take for one piece, <see cref="StreamBuffer"/> at most.)
    /// </summary>
    public static readonly TimeSpan ClientSend = TimeSpan.FromSeconds(60);
}
