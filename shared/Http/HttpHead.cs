using System.Text;

namespace LearnLoadBalancer.Http;

/// <summary>The head of a message: a first line, and fields. Parsed where it lies, as it comes in.</summary>
/// <remarks>
/// Give it the same bytes again with more behind them, until it says that it is complete or wrong. It
/// remembers where it was, so a head that comes byte by byte costs little more than one that comes whole.
/// It keeps positions and no bytes: whoever asks for a value brings the bytes along.
/// </remarks>
internal abstract class HttpHead
{
    private readonly HeadField[] _fields = new HeadField[MessageLimits.Fields];
    private int _count;
    private int _line;
    private int _scanned;
    private bool _firstLineDone;

    /// <summary>Why it is wrong.</summary>
    public CauseCode Cause { get; private set; }

    /// <summary>Its bytes, the empty line at the end included. Known once complete.</summary>
    public int Length { get; private set; }

    /// <summary>0 for HTTP/1.0; 1 for HTTP/1.1, and for higher ones, which promise to be understood as such.</summary>
    public int MinorVersion { get; protected set; }

    /// <summary>The fields, in the order in which they came.</summary>
    public ReadOnlySpan<HeadField> Fields => _fields.AsSpan(0, _count);

    /// <summary>How many <c>Content-Length</c> fields there are.</summary>
    public int ContentLengths { get; private set; }

    /// <summary>How many <c>Transfer-Encoding</c> fields there are.</summary>
    public int TransferEncodings { get; private set; }

    /// <summary>How many <c>Host</c> fields there are.</summary>
    public int Hosts { get; private set; }

    /// <summary>What the <c>Connection</c> fields say.</summary>
    public ConnectionOptions Connection { get; private set; }

    /// <summary>Where the first line ends, its line end left out.</summary>
    public int FirstLineEnd { get; private set; }

    /// <summary>Where the fields begin.</summary>
    public int FieldsStart { get; private set; }

    /// <summary>True when a line of it ends with a lone LF. Never in a request.</summary>
    public bool HasBareLineEnds { get; private set; }

    /// <summary>Parses on.</summary>
    /// <param name="bytes">All bytes since the head's first, whether parsed before or not.</param>
    public HeadStatus Parse(ReadOnlySpan<byte> bytes)
    {
        while (Cause == CauseCode.None)
        {
            int found = bytes[_scanned..].IndexOfAny(Bytes.Controls);
            int end = found < 0 ? bytes.Length : _scanned + found;
            if (end - _line > FirstLineLimit && !_firstLineDone)
            {
                return Fail(FirstLineTooLong);
            }

            if (end + 2 > MessageLimits.Head)
            {
                return Fail(TooLarge);
            }

            _scanned = end;
            if (found < 0 || (bytes[end] == '\r' && end + 1 == bytes.Length))
            {
                return HeadStatus.Incomplete;
            }

            // A line ends with CR LF. A lone LF is what some would take for an end as well (RFC 9112,
            // section 2.2, permits it); two readers that disagree on it see two different messages.
            bool bare = bytes[end] == '\n';
            if (bare ? !MayEndBare : bytes[end] != '\r' || bytes[end + 1] != '\n')
            {
                return Fail(_firstLineDone ? BadField : BadFirstLine);
            }

            HasBareLineEnds |= bare;
            int start = _line;
            _line = _scanned = end + (bare ? 1 : 2);
            if (ParseLine(bytes, start, end))
            {
                Length = _line;
                CauseCode cause = Check(bytes[..Length]);
                return cause == CauseCode.None ? HeadStatus.Complete : Fail(cause);
            }
        }

        return HeadStatus.Failed;
    }

    /// <summary>Makes it wrong for a reason from outside: time, or the end of the input.</summary>
    public HeadStatus Fail(CauseCode cause)
    {
        Cause = cause;
        return HeadStatus.Failed;
    }

    /// <summary>Forgets everything, for the next message.</summary>
    public virtual void Reset()
    {
        _count = _line = _scanned = 0;
        _firstLineDone = HasBareLineEnds = false;
        Cause = CauseCode.None;
        Length = FirstLineEnd = FieldsStart = MinorVersion = 0;
        ContentLengths = TransferEncodings = Hosts = 0;
        Connection = default;
    }

    /// <summary>The value of the first field of this kind; empty if there is none.</summary>
    public ReadOnlySpan<byte> ValueOf(FieldKind kind, ReadOnlySpan<byte> bytes)
    {
        foreach (ref readonly HeadField field in Fields)
        {
            if (field.Kind == kind)
            {
                return field.Value(bytes);
            }
        }

        return [];
    }

    /// <summary>True where one empty line in front is no error.</summary>
    protected abstract bool MayBeginEmpty { get; }

    /// <summary>True where a lone LF may end a line.</summary>
    protected abstract bool MayEndBare { get; }

    protected abstract int FirstLineLimit { get; }

    protected abstract CauseCode FirstLineTooLong { get; }

    protected abstract CauseCode TooLarge { get; }

    protected abstract CauseCode TooManyFields { get; }

    protected abstract CauseCode BadFirstLine { get; }

    protected abstract CauseCode BadField { get; }

    /// <summary>Takes the first line apart.</summary>
    /// <returns>None, or what is wrong with it.</returns>
    protected abstract CauseCode ParseFirstLine(ReadOnlySpan<byte> line, int start);

    /// <summary>Looks at the whole, once it is there.</summary>
    /// <returns>None, or what is wrong with it.</returns>
    protected abstract CauseCode Check(ReadOnlySpan<byte> head);

    /// <summary>True for the empty line that ends the head.</summary>
    private bool ParseLine(ReadOnlySpan<byte> bytes, int start, int end)
    {
        if (_firstLineDone)
        {
            if (start == end)
            {
                return true;
            }

            ParseField(bytes, start, end);
        }
        else if (start != end || start > 0 || !MayBeginEmpty)
        {
            _firstLineDone = true;
            (FirstLineEnd, FieldsStart) = (end, _line);
            Cause = ParseFirstLine(bytes[start..end], start);
        }

        // Else: one empty line before a request is let pass, since some old clients send one after a
        // body that they have forgotten to count (RFC 9112, section 2.2).
        return false;
    }

    private void ParseField(ReadOnlySpan<byte> bytes, int start, int end)
    {
        // Name, colon, value. No white space before the colon, and none before the name: the first hides
        // a field from some readers, the second continues the line before for others (obs-fold).
        int nameLength = bytes[start..end].IndexOfAnyExcept(Bytes.Token);
        if (nameLength <= 0 || bytes[start + nameLength] != ':')
        {
            Cause = BadField;
            return;
        }

        if (_count == MessageLimits.Fields)
        {
            Cause = TooManyFields;
            return;
        }

        int valueStart = start + nameLength + 1;
        while (valueStart < end && bytes[valueStart] is (byte)' ' or (byte)'\t')
        {
            valueStart++;
        }

        int valueEnd = end;
        while (valueEnd > valueStart && bytes[valueEnd - 1] is (byte)' ' or (byte)'\t')
        {
            valueEnd--;
        }

        FieldKind kind = KnownFields.Classify(bytes.Slice(start, nameLength));
        _fields[_count++] = new HeadField(
            kind, (ushort)start, (ushort)nameLength, (ushort)valueStart, (ushort)(valueEnd - valueStart), (ushort)_line);
        Note(kind, bytes[valueStart..valueEnd]);
    }

    private void Note(FieldKind kind, ReadOnlySpan<byte> value)
    {
        switch (kind)
        {
            case FieldKind.ContentLength:
                ContentLengths++;
                break;
            case FieldKind.TransferEncoding:
                TransferEncodings++;
                break;
            case FieldKind.Host:
                Hosts++;
                break;
            case FieldKind.Connection:
                Connection = Connection.With(value);
                if (!Connection.IsValid)
                {
                    Cause = BadField;
                }

                break;
        }
    }

    /// <summary>Reads <c>HTTP/1.1</c>.</summary>
    /// <returns>False when it has no such form.</returns>
    protected static bool TryParseVersion(ReadOnlySpan<byte> text, out int major, out int minor)
    {
        major = minor = 0;
        if (text.Length != 8 || !text.StartsWith("HTTP/"u8) || text[6] != '.'
            || !Ascii.IsValid(text) || !char.IsAsciiDigit((char)text[5]) || !char.IsAsciiDigit((char)text[7]))
        {
            return false;
        }

        (major, minor) = (text[5] - '0', text[7] - '0');
        return true;
    }
}
