namespace LearnLoadBalancer.Tests.Docs.Naive;

/// <summary>Level 3, naive: hands on whatever the client wrote, and adds a line of its own.</summary>
internal static class CopiesEveryLine
{
    /// <param name="head">The head as it came, up to and including the empty line.</param>
    /// <param name="address">The client's address.</param>
    public static string Forward(string head, string address)
    {
        return $"{head[..^2]}X-Forwarded-For: {address}\r\n\r\n";
    }
}
