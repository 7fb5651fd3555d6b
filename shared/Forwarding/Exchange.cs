using System.Buffers;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Http;

namespace LearnLoadBalancer.Forwarding;

/// <summary>All that one request needs while it is being served, and that an idle connection does without. Data: it does nothing by itself.</summary>
/// <remarks>Exchanges are used again and again, see <c>ExchangePool</c>: a request allocates nothing.</remarks>
internal class Exchange(ArrayPool<byte> buffers)
{
    /// <summary>What the client asks.</summary>
    public RequestHead Request { get; } = new();

    /// <summary>What the backend answers.</summary>
    public ResponseHead Response { get; } = new();

    /// <summary>The request's body on its way to the backend.</summary>
    public Upload Upload { get; } = new(buffers);

    /// <summary>The response's body on its way to the client.</summary>
    public BodyTransfer Download { get; } = new();

    /// <summary>The wait for the backend.</summary>
    public ResponseWait Wait { get; } = new();

    /// <summary>When what happened.</summary>
    public RequestTimes Times { get; } = new();

    /// <summary>The request as it goes to the backend; then, when it can't be needed again, the response as it goes to the client.</summary>
    public OutputBuffer Output { get; } = new(buffers);

    /// <summary>The backends that could not be reached.</summary>
    public TriedBackends Tried { get; } = new();

    /// <summary>The backend that has the request, or had it last. Null: none has had it.</summary>
    public Backend? Backend { get; set; }

    /// <summary>
    /// Lines that the response's head gets on top of those that the backend wrote, each with its CR LF. They
    /// stay somebody else's: whoever sets them makes them once, and nothing is made per request.
    /// </summary>
    public ReadOnlyMemory<byte> ExtraResponseFields { get; set; }

    /// <summary>Forgets everything, and gives the buffers back.</summary>
    public void Reset()
    {
        Request.Reset();
        Response.Reset();
        Upload.Reset();
        Wait.Reset();
        Times.Reset();
        Output.Release();
        Tried.Clear();
        Backend = null;
        ExtraResponseFields = default;
    }
}
