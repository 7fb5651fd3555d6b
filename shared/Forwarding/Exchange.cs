using System.Buffers;
using LearnLoadBalancer.Backends;
using LearnLoadBalancer.Balancing;
using LearnLoadBalancer.Connections;
using LearnLoadBalancer.Http;

namespace LearnLoadBalancer.Forwarding;

/// <summary>All that one request needs while it is being served, and that an idle connection does without.</summary>
/// <remarks>Exchanges are used again and again, see <see cref="ExchangePool{TExchange}"/>: a request allocates nothing.</remarks>
internal class Exchange(ArrayPool<byte> buffers)
{
    private readonly List<Backend> _tried = [];
    private volatile CauseCode _uploadCause;
    private volatile bool _uploadTaken;
    private volatile bool _uploadSent;
    private volatile bool _uploadEnded;

    /// <summary>What the client asks.</summary>
    public RequestHead Request { get; } = new();

    /// <summary>What the backend answers.</summary>
    public ResponseHead Response { get; } = new();

    /// <summary>The request's body on its way up.</summary>
    public BodyTransfer Upload { get; } = new();

    /// <summary>The response's body on its way down.</summary>
    public BodyTransfer Download { get; } = new();

    /// <summary>The request as it goes to the backend; then, when it can't be needed again, the response as it goes to the client.</summary>
    public OutputBuffer Output { get; } = new(buffers);

    /// <summary>What of a long chunked upload is about to be sent: it may go on while the response comes.</summary>
    public OutputBuffer UploadOutput { get; } = new(buffers);

    /// <summary>True when all of the request's body was in <see cref="Output"/> from the beginning.</summary>
    public bool BodyAtHand { get; private set; }

    /// <summary>
    /// Lines that the response's head gets on top of those that the backend wrote, each with its CR LF. They
    /// stay somebody else's: whoever sets them makes them once, and nothing is made per request.
    /// </summary>
    public ReadOnlyMemory<byte> ExtraResponseFields { get; set; }

    /// <summary>Whether anybody wants to know <see cref="ResponseHeadAt"/>: looking at the clock is not free.</summary>
    public bool TimesResponse { get; set; }

    /// <summary>When the response's head had come: a timestamp of the forwarder's clock. 0: it has not, or nobody wants to know.</summary>
    public long ResponseHeadAt { get; set; }

    /// <summary>True once a byte of a response has gone to the client.</summary>
    public bool ResponseBegun { get; set; }

    /// <summary>True once a byte of a response has come from the backend: from then on nothing is sent again.</summary>
    public bool ResponseSeen { get; set; }

    /// <summary>What made the upload fail so that we cut the backend's connection; else None.</summary>
    public CauseCode UploadCause
    {
        get => _uploadCause;
        set => _uploadCause = value;
    }

    /// <summary>
    /// True once the client has given all of its body: what it sends next is a new request. It is said
    /// before the last bytes go to the backend, for the response to them may be quicker than our next line.
    /// </summary>
    public bool UploadTaken
    {
        get => _uploadTaken;
        set => _uploadTaken = value;
    }

    /// <summary>
    /// True as long as nobody listens whether the client stays, though somebody should if the response takes
    /// long, see <see cref="ForwardingLimits.ListenAfter"/>.
    /// </summary>
    public bool ListenLater { get; set; }

    /// <summary>True once the backend's socket has taken the whole request.</summary>
    public bool UploadSent
    {
        get => _uploadSent;
        set => _uploadSent = value;
    }

    /// <summary>True once nothing more will be uploaded, for better or worse.</summary>
    public bool UploadEnded
    {
        get => _uploadEnded;
        set => _uploadEnded = value;
    }

    /// <summary>Writes the request as it goes to a backend, with as much of its body as is there and fits.</summary>
    /// <returns>None, or why the request can't be forwarded.</returns>
    public CauseCode PrepareRequest(ClientConnection client, RequestWriter writer, long? maxBody)
    {
        ReadOnlySpan<byte> head = client.Input.Unread[..Request.Length];
        Output.Reserve(OutputBuffer.UsualSize);
        writer.Write(Request, head, client.Address, Request.Hosts == 0 ? client.Socket.LocalEndPoint : null, Output);
        client.Input.Consume(head.Length);

        Upload.Begin(Request.Body, Request.Body);
        TransferStatus status = Upload.Transfer(client.Input.Unread, Output, out int consumed);
        client.Input.Consume(consumed);
        BodyAtHand = UploadTaken = UploadEnded = Upload.IsDone;
        return status == TransferStatus.Bad ? CauseCode.BadChunk
            : Upload.Moved > maxBody || Request.Body.Length > maxBody ? CauseCode.BodyTooLarge
            : CauseCode.None;
    }

    /// <summary>Receives more of the response, be it of its head or its body, for as long as the backend may take.</summary>
    /// <param name="backend">Whose answer it is.</param>
    /// <param name="most">Receive no more than so many bytes.</param>
    public SocketOperation ReceiveResponseAsync(BackendConnection backend, long most = long.MaxValue)
    {
        if (UploadEnded)
        {
            return backend.ReceiveAsync(ListenLater ? ForwardingLimits.ListenAfter : ForwardingLimits.Response, most);
        }

        // As long as the client uploads, the backend need not answer, nor go on with a response that it has
        // begun. The uploader sets the deadline when it ends; if that was between our two looks, we set it.
        SocketOperation receiving = backend.ReceiveWithoutEndAsync(most);
        Interlocked.MemoryBarrier();
        if (UploadEnded)
        {
            backend.ExtendReceive(ForwardingLimits.Response);
        }

        return receiving;
    }

    /// <summary>The response is long in coming: if nobody listens to the client until now, somebody does from now on.</summary>
    /// <returns>False when somebody did already, so that the time for the response itself is up.</returns>
    public bool ListenNow(ClientConnection client)
    {
        if (!ListenLater)
        {
            return false;
        }

        ListenLater = false;
        client.ListenMeanwhile();
        return true;
    }

    /// <summary>The backends that could not be reached, in the order in which they were tried.</summary>
    public IReadOnlyList<Backend> Tried => _tried;

    /// <summary>Notes that this backend could not be reached.</summary>
    public void NoteTried(Backend backend) => _tried.Add(backend);

    /// <summary>Those that were not tried yet. As long as nothing fails, that is the same list.</summary>
    public IReadOnlyList<Backend> Untried(IReadOnlyList<Backend> available) =>
        new PickContext(hashKey: null, _tried).Untried(available);

    /// <summary>Forgets everything, and gives the buffers back.</summary>
    public void Reset()
    {
        _tried.Clear();
        Request.Reset();
        Response.Reset();
        Output.Release();
        UploadOutput.Release();
        ExtraResponseFields = default;
        TimesResponse = false;
        ResponseHeadAt = 0;
        BodyAtHand = ListenLater = ResponseBegun = ResponseSeen = UploadTaken = UploadSent = UploadEnded = false;
        UploadCause = CauseCode.None;
    }
}
