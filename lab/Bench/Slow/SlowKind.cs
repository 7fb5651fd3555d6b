using System.Text;

namespace LearnLoadBalancer.Lab.Bench.Slow;

/// <summary>What slow clients are slow with.</summary>
/// <param name="Name">For the report.</param>
/// <param name="Text">What they send, a byte a second; then <c>x</c> without end.</param>
/// <param name="AtOnce">How many bytes of it they send first, in one piece.</param>
internal sealed record SlowKind(string Name, string Text, int AtOnce)
{
    private const string Upload = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n";

    /// <summary>The head of their request: a balancer gives up on them after a while, and they come again.</summary>
    public static readonly SlowKind Heads = new("heads", "GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ", 1);

    /// <summary>Their body: nobody may give up on an upload that goes on, and each has a backend's connection, too.</summary>
    public static readonly SlowKind Bodies = new("bodies", Upload, Upload.Length);

    /// <summary>What follows after so many bytes.</summary>
    public byte[] After(int sent) =>
        sent == 0 ? Encoding.ASCII.GetBytes(Text[..AtOnce])
        : sent < Text.Length ? [(byte)Text[sent]]
        : [(byte)'x'];
}
