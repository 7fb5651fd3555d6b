using System.Text;

namespace LearnLoadBalancer.Http;

/// <summary>The head of a request: method, target, version, fields.</summary>
internal sealed class RequestHead : HttpHead
{
    private int _methodLength;
    private int _lineStart;

    /// <summary>Which method.</summary>
    public RequestMethod Method { get; private set; }

    /// <summary>The target's parts.</summary>
    public RequestTarget Target { get; private set; }

    /// <summary>How the body that follows is delimited.</summary>
    public BodyFraming Body { get; private set; }

    /// <summary>True when the client waits for an interim response before it sends its body.</summary>
    public bool ExpectsContinue { get; private set; }

    /// <summary>True when the client asks to leave HTTP for WebSocket.</summary>
    public bool AsksForWebSocket { get; private set; }

    /// <summary>The method's bytes, as they came.</summary>
    public ReadOnlySpan<byte> MethodName(ReadOnlySpan<byte> head) => head.Slice(_lineStart, _methodLength);

    /// <inheritdoc/>
    public override void Reset()
    {
        base.Reset();
        Method = RequestMethod.Other;
        Body = BodyFraming.None;
        Target = default;
        ExpectsContinue = AsksForWebSocket = false;
        _methodLength = _lineStart = 0;
    }

    /// <inheritdoc/>
    protected override bool MayBeginEmpty => true;

    /// <inheritdoc/>
    protected override bool MayEndBare => false;

    /// <inheritdoc/>
    protected override int FirstLineLimit => MessageLimits.RequestLine;

    /// <inheritdoc/>
    protected override CauseCode FirstLineTooLong => CauseCode.LineTooLong;

    /// <inheritdoc/>
    protected override CauseCode TooLarge => CauseCode.HeadTooLarge;

    /// <inheritdoc/>
    protected override CauseCode TooManyFields => CauseCode.TooManyFields;

    /// <inheritdoc/>
    protected override CauseCode BadFirstLine => CauseCode.BadRequestLine;

    /// <inheritdoc/>
    protected override CauseCode BadField => CauseCode.BadField;

    /// <inheritdoc/>
    protected override CauseCode ParseFirstLine(ReadOnlySpan<byte> line, int start)
    {
        // method SP target SP version: exactly one space each, so exactly one way to read it.
        int first = line.IndexOf((byte)' ');
        int last = line.LastIndexOf((byte)' ');
        if (first <= 0 || last <= first + 1 || line[..first].ContainsAnyExcept(Bytes.Token))
        {
            return CauseCode.BadRequestLine;
        }

        ReadOnlySpan<byte> target = line[(first + 1)..last];
        if (target.ContainsAnyExcept(Bytes.Target))
        {
            return CauseCode.BadTarget;
        }

        if (!TryParseVersion(line[(last + 1)..], out int major, out int minor) || major == 0)
        {
            return CauseCode.BadRequestLine;
        }

        (_lineStart, _methodLength) = (start, first);
        Method = Identify(line[..first]);
        MinorVersion = Math.Min(minor, 1);
        if (major != 1)
        {
            // "PRI * HTTP/2.0" is how a client opens HTTP/2; for us it is not a request at all.
            return line.StartsWith("PRI * "u8) ? CauseCode.BadRequestLine : CauseCode.UnsupportedVersion;
        }

        if (Method is RequestMethod.Connect or RequestMethod.Trace)
        {
            return CauseCode.MethodNotAllowed;
        }

        if (!RequestTarget.TryParse(target, start + first + 1, Method, out RequestTarget parsed))
        {
            return CauseCode.BadTarget;
        }

        Target = parsed;
        return CauseCode.None;
    }

    /// <inheritdoc/>
    protected override CauseCode Check(ReadOnlySpan<byte> head)
    {
        CauseCode cause = HostRule.Check(this, head);
        if (cause == CauseCode.None)
        {
            (Body, cause) = BodyFraming.OfRequest(this, head);
        }

        return cause == CauseCode.None ? CheckExpectations(head) : cause;
    }

    private CauseCode CheckExpectations(ReadOnlySpan<byte> head)
    {
        foreach (ref readonly HeadField field in Fields)
        {
            if (field.Kind == FieldKind.Expect && MinorVersion > 0)
            {
                if (!Ascii.EqualsIgnoreCase(field.Value(head), "100-continue"u8))
                {
                    return CauseCode.ExpectationFailed;
                }

                ExpectsContinue = true;
            }
            else if (field.Kind == FieldKind.Upgrade && !AsksForWebSocket)
            {
                AsksForWebSocket = Connection.Upgrade && MinorVersion > 0 && Method == RequestMethod.Get
                    && !Body.HasBody && HopByHop.NamesWebSocket(field.Value(head));
            }
        }

        return CauseCode.None;
    }

    private static RequestMethod Identify(ReadOnlySpan<byte> name) => name.Length switch
    {
        3 when name.SequenceEqual("GET"u8) => RequestMethod.Get,
        3 when name.SequenceEqual("PUT"u8) => RequestMethod.Put,
        4 when name.SequenceEqual("POST"u8) => RequestMethod.Post,
        4 when name.SequenceEqual("HEAD"u8) => RequestMethod.Head,
        5 when name.SequenceEqual("TRACE"u8) => RequestMethod.Trace,
        6 when name.SequenceEqual("DELETE"u8) => RequestMethod.Delete,
        7 when name.SequenceEqual("OPTIONS"u8) => RequestMethod.Options,
        7 when name.SequenceEqual("CONNECT"u8) => RequestMethod.Connect,
        _ => RequestMethod.Other,
    };
}
