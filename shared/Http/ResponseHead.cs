namespace LearnLoadBalancer.Http;

/// <summary>The head of a backend's response: version, status, fields.</summary>
internal sealed class ResponseHead : HttpHead
{
    /// <summary>The three digits, 100 to 999: those above 599 mean nothing, and are passed on as they came (RFC 9110, section 15).</summary>
    public int Status { get; private set; }

    /// <summary>True for 1xx: the real response is still to come (but 101 is one).</summary>
    public bool IsInterim => Status is < 200 and not 101;

    /// <summary>
    /// True for a 204 that announces a body all the same. It has none (RFC 9110, section 15.3.5); but whoever
    /// writes such a head may send one behind it.
    /// </summary>
    public bool AnnouncesForbiddenBody { get; private set; }

    /// <inheritdoc/>
    public override void Reset()
    {
        base.Reset();
        Status = 0;
        AnnouncesForbiddenBody = false;
    }

    /// <inheritdoc/>
    protected override bool MayBeginEmpty => false;

    /// <inheritdoc/>
    /// <remarks>
    /// The first backend that a learner writes, with <c>nc</c> and a here document, does it, and everybody passes it on.
    /// Nothing that can be read in two ways goes further: each line of the head is written anew, and the connection
    /// carries no other response, see <c>ResponseRelay</c>.
    /// </remarks>
    protected override bool MayEndBare => true;

    /// <inheritdoc/>
    protected override int FirstLineLimit => MessageLimits.Head;

    /// <inheritdoc/>
    protected override CauseCode FirstLineTooLong => CauseCode.ResponseHeadTooLarge;

    /// <inheritdoc/>
    protected override CauseCode TooLarge => CauseCode.ResponseHeadTooLarge;

    /// <inheritdoc/>
    protected override CauseCode TooManyFields => CauseCode.ResponseHeadTooLarge;

    /// <inheritdoc/>
    protected override CauseCode BadFirstLine => CauseCode.ResponseJunk;

    /// <inheritdoc/>
    protected override CauseCode BadField => CauseCode.ResponseJunk;

    /// <inheritdoc/>
    protected override CauseCode ParseFirstLine(ReadOnlySpan<byte> line, int start)
    {
        // HTTP/1.1 SP 200 SP reason. The reason may be empty, and many leave the space before it out as well.
        if (line.Length < 12 || line[8] != ' ' || (line.Length > 12 && line[12] != ' ')
            || !TryParseVersion(line[..8], out int major, out int minor) || major != 1
            || !Bytes.TryParseDecimal(line[9..12], out long status) || status is < 100)
        {
            return CauseCode.ResponseJunk;
        }

        Status = (int)status;
        MinorVersion = Math.Min(minor, 1);
        return CauseCode.None;
    }

    /// <inheritdoc/>
    protected override CauseCode Check(ReadOnlySpan<byte> head)
    {
        // "Content-Length: 0" is forbidden, too, and yet many write it. It announces nothing.
        AnnouncesForbiddenBody = Status == 204
            && (TransferEncodings > 0 || ContentLengths > 1 || (ContentLengths == 1 && !HasLengthZero(head)));
        return CauseCode.None;
    }

    private bool HasLengthZero(ReadOnlySpan<byte> head) =>
        Bytes.TryParseDecimal(ValueOf(FieldKind.ContentLength, head), out long length) && length == 0;
}
