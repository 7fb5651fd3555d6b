using System.Buffers.Text;

namespace LearnLoadBalancer.Http;

/// <summary>Reads a body in one framing and writes it in another, without I/O and piece by piece.</summary>
internal sealed class BodyTransfer
{
    /// <summary>What a chunk costs at most besides its data: eight digits and two line ends.</summary>
    private const int ChunkOverhead = 12;

    /// <summary>With less room than this it is better to send what there is first.</summary>
    private const int WorthWhile = 64;

    private readonly ChunkedDecoder _decoder = new();
    private BodyKind _from;
    private BodyKind _to;

    /// <summary>True when all of the body was read and written.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Bytes of the body that are still to come, where that is known.</summary>
    public long Remaining { get; private set; }

    /// <summary>Bytes of the body read so far.</summary>
    public long Moved { get; private set; }

    /// <summary>True when the bytes go out as they come in, so they need not pass through here.</summary>
    public bool IsRaw => _from == _to && _from is BodyKind.Length or BodyKind.UntilClose;

    /// <summary>Begins a body.</summary>
    /// <param name="from">How it comes.</param>
    /// <param name="to">How it is to go.</param>
    /// <param name="padded">There may be blanks behind a chunk's size, see <see cref="ChunkedDecoder.Reset"/>.</param>
    public void Begin(BodyFraming from, BodyFraming to, bool padded = false)
    {
        (_from, _to) = (from.Kind, to.Kind);
        Remaining = from.Kind == BodyKind.UntilClose ? long.MaxValue : from.Length;
        Moved = 0;
        IsDone = !from.HasBody;
        _decoder.Reset(padded);
    }

    /// <summary>Moves what can be moved.</summary>
    /// <param name="source">What has been received and not consumed.</param>
    /// <param name="output">Where to write; its room limits how much is moved at once.</param>
    /// <param name="consumed">How many bytes of the source are done with.</param>
    public TransferStatus Transfer(ReadOnlySpan<byte> source, OutputBuffer output, out int consumed)
    {
        consumed = 0;
        while (!IsDone)
        {
            int room = output.Room.Length - ChunkOverhead;
            if (room < WorthWhile)
            {
                return TransferStatus.NeedRoom;
            }

            if (_from != BodyKind.Chunked)
            {
                int length = (int)Math.Min(Math.Min(source.Length - consumed, room), Remaining);
                if (length == 0)
                {
                    return TransferStatus.NeedInput;
                }

                WriteData(source.Slice(consumed, length), output);
                consumed += length;
                Skip(length);
                continue;
            }

            ChunkEvent found = _decoder.Read(source[consumed..], room, out int taken, out ReadOnlySpan<byte> bytes);
            consumed += taken;
            switch (found)
            {
                case ChunkEvent.Data:
                    Moved += bytes.Length;
                    WriteData(bytes, output);
                    break;
                case ChunkEvent.LastChunk:
                    output.Append(_to == BodyKind.Chunked ? "0\r\n"u8 : []);
                    break;
                case ChunkEvent.Trailer:
                    WriteTrailer(bytes, output);
                    break;
                case ChunkEvent.End:
                    output.Append(_to == BodyKind.Chunked ? "\r\n"u8 : []);
                    IsDone = true;
                    break;
                case ChunkEvent.NeedInput:
                    return TransferStatus.NeedInput;
                default:
                    return TransferStatus.Bad;
            }
        }

        return TransferStatus.Done;
    }

    /// <summary>Notes that bytes of a raw body were passed on by somebody else.</summary>
    public void Skip(int count)
    {
        Moved += count;
        if (_from == BodyKind.Length)
        {
            Remaining -= count;
            IsDone = Remaining == 0;
        }
    }

    /// <summary>The source has ended in order. That is the end of a body that is read until then, and of no other.</summary>
    /// <returns>False when the body is cut.</returns>
    public bool TryEnd(OutputBuffer output)
    {
        if (_from != BodyKind.UntilClose)
        {
            return false;
        }

        output.Append(_to == BodyKind.Chunked ? "0\r\n\r\n"u8 : []);
        IsDone = true;
        return true;
    }

    private void WriteData(ReadOnlySpan<byte> data, OutputBuffer output)
    {
        if (_to != BodyKind.Chunked)
        {
            output.Append(data);
            return;
        }

        _ = Utf8Formatter.TryFormat(data.Length, output.Room, out int digits, 'x');
        output.Advance(digits);
        output.Append("\r\n"u8);
        output.Append(data);
        output.Append("\r\n"u8);
    }

    private void WriteTrailer(ReadOnlySpan<byte> field, OutputBuffer output)
    {
        // A field in a trailer comes too late to say where the body ends, who is asking, or for whom it is
        // (RFC 9110, section 6.5.1); some receivers would merge it with the head and believe it all the same.
        ReadOnlySpan<byte> name = field[..field.IndexOf((byte)':')];
        if (_to == BodyKind.Chunked && KnownFields.Classify(name) == FieldKind.Other)
        {
            output.Append(field);
            output.Append("\r\n"u8);
        }
    }
}
