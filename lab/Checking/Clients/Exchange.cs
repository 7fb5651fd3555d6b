using System.Globalization;
using System.Text;
using LearnLoadBalancer.Lab.Checking.Farm;
using LearnLoadBalancer.Lab.Checking.Wire;

namespace LearnLoadBalancer.Lab.Checking.Clients;

/// <summary>One request of the client, and what came of it.</summary>
internal sealed record Exchange(RequestPlan Plan, string Method, string RequestHead, long BytesSent)
{
    /// <summary>The head of the response; null when there was none.</summary>
    public HttpHead? Head { get; init; }

    /// <summary>The body of the response, its first 64 KB.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>How reading ended; null when the time was up before.</summary>
    public StreamEnd? End { get; init; }

    /// <summary>Why there was no connection at all; null when there was one.</summary>
    public string? NotConnected { get; init; }

    /// <summary>How long the client waited at most.</summary>
    public TimeSpan Limit { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>The first bytes that came, and how many came in all.</summary>
    public byte[] FirstBytes { get; init; } = [];

    public long BytesReceived { get; init; }

    /// <summary>How to see the same by hand.</summary>
    public string Curl { get; init; } = "";

    /// <summary>The status of the response; 0 when there was none.</summary>
    public int Status => Head?.Status ?? 0;

    /// <summary>The backend that got the request last; 0 when none did.</summary>
    public int Backend => Plan.Backend;

    /// <summary>True when the response is there as a whole.</summary>
    public bool IsComplete => Head is not null && End == StreamEnd.Complete;

    /// <summary>True when it is exactly what the backend without a script answered.</summary>
    public bool IsGenuine => IsComplete && Status == 200 && Backend > 0 && Encoding.Latin1.GetString(Body) == Plan.BodyFrom(Backend);

    /// <summary>True when it is a whole response that says that no backend can be had.</summary>
    public bool IsBadGateway => IsComplete && Status is 502 or 503;

    public Evidence Evidence => new(
        Printable.Escape(Encoding.Latin1.GetBytes(RequestHead), BytesSent),
        BytesReceived == 0 ? "(nothing)" : Printable.Escape(FirstBytes, BytesReceived),
        Curl);

    /// <summary>What came, in a few words.</summary>
    public string Describe()
    {
        if (NotConnected is not null)
        {
            return NotConnected;
        }

        if (Head is null)
        {
            string some = BytesReceived == 0 ? "no response" : $"{BytesReceived} bytes that are not the head of a response";
            return End switch
            {
                null => $"{some} within {Seconds(Limit)}",
                StreamEnd.Reset => $"{some}: the connection was reset",
                StreamEnd.Closed => $"{some}: the connection was closed",
                _ => some,
            };
        }

        string status = Head.FirstLine;
        return End switch
        {
            StreamEnd.Complete when IsGenuine => $"backend {Backend}'s answer",
            StreamEnd.Complete when Plan.Script is not null => status,
            StreamEnd.Complete when Status == 200 && Backend == 0 => "a response that no backend gave",
            StreamEnd.Complete => Status == 200 ? "200 with a body that backend " + Backend + " did not send" : status,
            StreamEnd.Closed => $"{status}, and the connection was closed before its end",
            StreamEnd.Reset => $"{status}, and the connection was reset before its end",
            StreamEnd.Malformed => $"{status}, with chunks that can't be read",
            _ => $"{status}, whose end did not come within {Seconds(Limit)}",
        };
    }

    private static string Seconds(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.#} s");
}
