using LearnLoadBalancer.Lab.Checking.Farm;

namespace LearnLoadBalancer.Lab.Checking.Clients;

/// <summary>What a request of the checker's looks like. The rest is random.</summary>
internal sealed record RequestSpec
{
    public string Method { get; init; } = "GET";

    /// <summary>What follows the token in the path, a query for example.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>More fields, each with its line end.</summary>
    public string Fields { get; init; } = "";

    /// <summary>The body. Null: none, and no Content-Length either.</summary>
    public byte[]? Body { get; init; }

    /// <summary>True when it asks for the connection to be closed after the response. HTTP/1.1 keeps it otherwise.</summary>
    public bool Close { get; init; } = true;

    /// <summary>What the backend does with it. Null: it answers as the backends of the course do.</summary>
    public BackendScript? Script { get; init; }

    /// <summary>How long the client waits for the whole.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(10);
}
